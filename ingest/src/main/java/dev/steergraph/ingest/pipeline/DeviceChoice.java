package dev.steergraph.ingest.pipeline;

import ai.djl.Device;
import dev.steergraph.cypher.UserError;
import dev.steergraph.ingest.model.Devices;
import java.util.List;
import java.util.stream.Stream;

/** {@code --device} of the extraction: one device, or several GPUs among which the documents are shared. */
final class DeviceChoice {

    private DeviceChoice() {}

    /** @throws UserError if a device is unknown or not there, or several are not all GPUs */
    static List<Device> parse(String text) {
        List<Device> devices =
                Stream.of(text.split(",", -1)).map(Devices::parse).distinct().toList();
        if (devices.size() > 1 && devices.stream().anyMatch(device -> !device.isGpu())) {
            throw new UserError("--device " + text + ": only GPUs can share the work; name cpu alone.");
        }
        return devices;
    }
}
