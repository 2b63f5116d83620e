package dev.steergraph.ingest.model.engine;

import ai.djl.Device;
import ai.djl.engine.Engine;
import dev.steergraph.core.UserError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Devices by name: {@code auto}, {@code cpu} or {@code gpu:N}. */
public final class Devices {

    private static final Pattern GPU = Pattern.compile("gpu(?::(\\d{1,3}))?");

    private Devices() {}

    /** @throws UserError if the text is none of the forms, there is no such GPU, or PyTorch is not the build's */
    public static Device parse(String text) {
        InstalledTorch.check();
        if (text.equals("cpu")) {
            return Device.cpu();
        }
        int gpus = Engine.getInstance().getGpuCount();
        if (text.equals("auto")) {
            return gpus > 0 ? Device.gpu(0) : Device.cpu();
        }
        Matcher matcher = GPU.matcher(text);
        if (!matcher.matches()) {
            throw new UserError("Device \"" + text + "\" is unknown; use auto, cpu or gpu:N.").in("device");
        }
        int number = matcher.group(1) == null ? 0 : Integer.parseInt(matcher.group(1));
        if (number >= gpus) {
            throw new UserError("Device \"" + text + "\" is not there: PyTorch sees " + gpus + " GPUs; use cpu.")
                    .in("device");
        }
        return Device.gpu(number);
    }
}
