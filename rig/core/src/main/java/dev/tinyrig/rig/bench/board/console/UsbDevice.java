package dev.tinyrig.rig.bench.board.console;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * A device in the USB tree.
 *
 * @param location hub and port, such as {@code 1-1.4}, which stays the same however often it is plugged
 * @param serial empty where the device has none
 * @param ports device nodes of its serial ports
 */
public record UsbDevice(
        String location, String vendorId, String productId, String product, Optional<String> serial, List<Path> ports) {
    public UsbDevice {
        ports = List.copyOf(ports);
    }

    /** The hub that it is plugged into, as {@code uhubctl -l} takes it; empty for a root hub. */
    public Optional<String> hub() {
        int cut = Math.max(location.lastIndexOf('.'), location.lastIndexOf('-'));
        return cut < 0 ? Optional.empty() : Optional.of(location.substring(0, cut));
    }

    /** The hub's port, as {@code uhubctl -p} takes it. */
    public Optional<Integer> hubPort() {
        int cut = Math.max(location.lastIndexOf('.'), location.lastIndexOf('-'));
        return cut < 0 ? Optional.empty() : Optional.of(Integer.valueOf(location.substring(cut + 1)));
    }
}
