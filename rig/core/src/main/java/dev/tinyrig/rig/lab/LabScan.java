package dev.tinyrig.rig.lab;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import dev.tinyrig.rig.bench.board.console.UsbDevice;
import dev.tinyrig.rig.bench.board.console.UsbTree;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Proposes entries of a {@code lab.yaml} for the serial consoles in a USB tree. */
public record LabScan(UsbTree usb) {
    private static final String ST = "0483";
    private static final String SOUND_SERIAL = "[A-Za-z0-9._-]{4,}";

    /** The devices that have a serial port. */
    public List<UsbDevice> consoles() {
        return usb.devices().stream()
                .filter(device -> !device.ports().isEmpty())
                .toList();
    }

    /** A file whose targets a person must still fill in. */
    public String proposal() {
        Map<String, Long> serials = consoles().stream()
                .flatMap(device -> device.serial().stream())
                .collect(groupingBy(serial -> serial, counting()));
        StringBuilder text = new StringBuilder("boards:\n");
        int number = 1;
        for (UsbDevice device : consoles()) {
            text.append(entry(device, number++, serials));
        }
        return text.toString();
    }

    private String entry(UsbDevice device, int number, Map<String, Long> serials) {
        Optional<String> serial =
                device.serial().filter(text -> text.matches(SOUND_SERIAL) && serials.getOrDefault(text, 0L) == 1);
        return """
                # %s (%s:%s) at %s%s
                - id: board-%d
                  target: CHOOSE-ONE-OF-tinyrig-targets
                %s  console: {%s}
                %s  flash: %s
                """
                .formatted(
                        device.product().isEmpty() ? "unnamed device" : device.product(),
                        device.vendorId(),
                        device.productId(),
                        device.location(),
                        device.serial().isPresent() && serial.isEmpty() ? "; its serial number is of no use" : "",
                        number,
                        serial.map("  probe: %s\n"::formatted).orElse(""),
                        serial.map("usb: %s"::formatted).orElseGet(() -> "path: " + stablePath(device)),
                        hub(device),
                        device.vendorId().equals(ST)
                                ? "{method: openocd, config: [interface/stlink.cfg, target/CHOOSE.cfg]}"
                                : "{method: gdb, server: localhost:3333}");
    }

    private static String hub(UsbDevice device) {
        return device.hub()
                .map(hub -> "  hub: {location: %s, port: %d}\n"
                        .formatted(hub, device.hubPort().orElse(1)))
                .orElse("");
    }

    private String stablePath(UsbDevice device) {
        Path port = device.ports().get(0);
        return usb.linkByPath(port).map(Path::toString).orElse("NO-LINK-IN-/dev/serial/by-path-TO-" + port);
    }
}
