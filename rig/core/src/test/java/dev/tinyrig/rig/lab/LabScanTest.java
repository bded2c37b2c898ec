package dev.tinyrig.rig.lab;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.rig.bench.board.console.UsbTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class LabScanTest {
    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path root;

    @Test
    void proposesAnEntryForEveryConsole() throws IOException {
        device("1-1", "05e3", "0608", "USB2.0 Hub", "");
        stLink("1-1.2", "066BFF30", "1-1.2:1.2/tty/ttyACM0");
        device("2-3", "1a86", "7523", "USB Serial", "");
        folder("2-3/2-3:1.0/ttyUSB4/tty/ttyUSB4");
        link("pci-0000:00:14.0-usb-0:3:1.0-port0", "ttyUSB4");

        assertThat(new LabScan(tree()).proposal())
                .isEqualTo(
                        """
                        boards:
                        # STLINK-V3 (0483:374e) at 1-1.2
                        - id: board-1
                          target: CHOOSE-ONE-OF-tinyrig-targets
                          probe: 066BFF30
                          console: {usb: 066BFF30}
                          hub: {location: 1-1, port: 2}
                          flash: {method: openocd, config: [interface/stlink.cfg, target/CHOOSE.cfg]}
                        # USB Serial (1a86:7523) at 2-3
                        - id: board-2
                          target: CHOOSE-ONE-OF-tinyrig-targets
                          console: {path: %s/dev/serial/by-path/pci-0000:00:14.0-usb-0:3:1.0-port0}
                          hub: {location: 2, port: 3}
                          flash: {method: gdb, server: localhost:3333}
                        """
                                .formatted(root));
    }

    @Test
    void serialNumbersThatTwoProbesShareAreOfNoUse() throws IOException {
        stLink("1-1", "066BFF30", "1-1:1.2/tty/ttyACM0");
        stLink("1-2", "066BFF30", "1-2:1.2/tty/ttyACM1");
        link("first", "ttyACM0");
        link("second", "ttyACM1");

        assertThat(new LabScan(tree()).proposal())
                .contains("at 1-1; its serial number is of no use", "by-path/first}", "by-path/second}")
                .doesNotContain("usb:", "probe:");
    }

    @Test
    void consoleIsFoundByItsSerialWhateverItsNumber() throws IOException {
        stLink("1-1.2", "066BFF30", "1-1.2:1.2/tty/ttyACM7");

        assertThat(tree().serialPorts("066BFF30")).containsExactly(root.resolve("dev/ttyACM7"));
        assertThat(tree().serialPorts("other")).isEmpty();
    }

    @Test
    void machineWithoutUsbHasNoDevices() {
        assertThat(tree().devices()).isEmpty();
    }

    private UsbTree tree() {
        return new UsbTree(root, root.resolve("dev"));
    }

    private void stLink(String location, String serial, String port) throws IOException {
        device(location, "0483", "374e", "STLINK-V3", serial);
        folder(location + "/" + port);
    }

    private void device(String location, String vendor, String product, String name, String serial) throws IOException {
        Path device = folder(location);
        Files.writeString(device.resolve("idVendor"), vendor + "\n");
        Files.writeString(device.resolve("idProduct"), product + "\n");
        Files.writeString(device.resolve("product"), name + "\n");
        if (!serial.isEmpty()) {
            Files.writeString(device.resolve("serial"), serial + "\n");
        }
    }

    private Path folder(String path) throws IOException {
        return Files.createDirectories(root.resolve("bus/usb/devices").resolve(path));
    }

    private void link(String name, String tty) throws IOException {
        Path links = Files.createDirectories(root.resolve("dev/serial/by-path"));
        Files.createFile(root.resolve("dev").resolve(tty));
        Files.createSymbolicLink(links.resolve(name), Path.of("../..", tty));
    }
}
