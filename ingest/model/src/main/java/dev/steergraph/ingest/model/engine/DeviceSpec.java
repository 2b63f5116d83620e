package dev.steergraph.ingest.model.engine;

import ai.djl.Device;
import dev.steergraph.core.UserError;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code --device} of the extraction: one device, or several among which the documents are shared, each with its own copy
 * of the model. A GPU counts once however often it is named; {@code cpu,cpu} is two copies on the processors.
 */
public final class DeviceSpec {

    private DeviceSpec() {}

    /** @throws UserError if a device is unknown or not there, or CPU and GPUs are mixed */
    public static List<Device> parse(String text) {
        List<Device> devices =
                Stream.of(text.split(",", -1)).map(Devices::parse).toList();
        long gpus = devices.stream().filter(Device::isGpu).count();
        if (gpus == 0) {
            return devices;
        }
        if (gpus < devices.size()) {
            throw new UserError("Devices \"" + text + "\": GPUs and cpu cannot share the work; name one kind only.")
                    .in("device");
        }
        return devices.stream().distinct().toList();
    }
}
