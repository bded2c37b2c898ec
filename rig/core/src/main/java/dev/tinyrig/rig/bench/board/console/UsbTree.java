package dev.tinyrig.rig.bench.board.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The USB devices as Linux lists them under {@code /sys/bus/usb/devices}; read anew at every question. */
public record UsbTree(Path sysfs, Path dev) {
    /** This machine's. */
    public static UsbTree ofMachine() {
        return new UsbTree(Path.of("/sys"), Path.of("/dev"));
    }

    /** In the order of their locations; none where there is no USB. */
    public List<UsbDevice> devices() {
        return children(sysfs.resolve("bus/usb/devices")).stream()
                .filter(folder -> folder.getFileName().toString().matches("\\d+-\\d+(\\.\\d+)*"))
                .flatMap(folder -> device(folder).stream())
                .toList();
    }

    /** The device nodes of the serial ports of the device with this serial number. */
    public List<Path> serialPorts(String serial) {
        return devices().stream()
                .filter(device -> device.serial().equals(Optional.of(serial)))
                .flatMap(device -> device.ports().stream())
                .toList();
    }

    /** The link under {@code serial/by-path} that leads to this device node. */
    public Optional<Path> linkByPath(Path node) {
        return children(dev.resolve("serial/by-path")).stream()
                .filter(link -> leadsTo(link, node))
                .findFirst();
    }

    private static boolean leadsTo(Path link, Path node) {
        try {
            return link.toRealPath().equals(node.toRealPath());
        } catch (IOException broken) {
            return false;
        }
    }

    private Optional<UsbDevice> device(Path folder) {
        return text(folder.resolve("idVendor"))
                .map(vendor -> new UsbDevice(
                        folder.getFileName().toString(),
                        vendor,
                        text(folder.resolve("idProduct")).orElse(""),
                        text(folder.resolve("product")).orElse(""),
                        text(folder.resolve("serial")),
                        ports(folder)));
    }

    /** CDC-ACM keeps its ports under {@code interface/tty/NAME}, USB-serial converters under {@code interface/NAME/tty}. */
    private List<Path> ports(Path device) {
        List<Path> ports = new ArrayList<>();
        for (Path part : children(device)) {
            if (!part.getFileName().toString().contains(":")) {
                continue;
            }
            children(part.resolve("tty")).forEach(tty -> ports.add(dev.resolve(tty.getFileName())));
            children(part).stream()
                    .filter(child -> child.getFileName().toString().startsWith("ttyUSB"))
                    .forEach(tty -> ports.add(dev.resolve(tty.getFileName())));
        }
        return ports;
    }

    private static List<Path> children(Path folder) {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> list = Files.list(folder)) {
            return list.sorted().toList();
        } catch (IOException unplugged) {
            return List.of();
        }
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file).strip()).filter(text -> !text.isEmpty());
        } catch (IOException absent) {
            return Optional.empty();
        }
    }
}
