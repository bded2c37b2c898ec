package dev.tinyrig.rig.bench.board.console;

import dev.tinyrig.rig.console.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Consoles on serial ports of this machine; an address is looked up anew at every opening. */
public record SerialConsoles(UsbTree usb) implements Consoles {
    @Override
    public Wire open(ConsoleAddress address, int baud) throws IOException {
        Path node = node(address);
        if (!Files.exists(node)) {
            throw new IOException("%s is not there: plug the board in, or run 'tinyrig lab scan'".formatted(address));
        }
        return SerialWire.open(new JSerialPort(node, baud));
    }

    @Override
    public boolean isThere(ConsoleAddress address) {
        try {
            return Files.exists(node(address));
        } catch (IOException absent) {
            return false;
        }
    }

    private Path node(ConsoleAddress address) throws IOException {
        List<Path> nodes =
                address.match(byPath -> List.of(byPath.path()), bySerial -> usb.serialPorts(bySerial.serial()));
        if (nodes.isEmpty()) {
            throw new IOException("%s is not there: plug the board in, or run 'tinyrig lab scan'".formatted(address));
        }
        return nodes.get(0);
    }
}
