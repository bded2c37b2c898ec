package dev.tinyrig.rig.bench.board.console;

import com.fazecast.jSerialComm.SerialPort;
import com.fazecast.jSerialComm.SerialPortInvalidPortException;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * The only class that knows jSerialComm, whose errors are booleans and whose calls may block (its issues 35, 266 and 399).
 *
 * <p>{@code getLastErrorCode} is 25 after a pseudo-terminal was opened well, so it is told only where opening failed.
 */
final class JSerialPort implements SerialLine {
    private static final int READ_MILLIS = 100;
    private static final int DATA_BITS = 8;

    private final Path node;
    private final int baud;
    private @Nullable SerialPort port;

    JSerialPort(Path node, int baud) {
        this.node = node;
        this.baud = baud;
    }

    @Override
    public String name() {
        return node.toString();
    }

    @Override
    public void open() throws IOException {
        SerialPort opened = found();
        opened.setComPortParameters(baud, DATA_BITS, SerialPort.ONE_STOP_BIT, SerialPort.NO_PARITY);
        opened.setComPortTimeouts(SerialPort.TIMEOUT_READ_SEMI_BLOCKING, READ_MILLIS, 0);
        if (!opened.openPort(0)) {
            throw new IOException(
                    "%s cannot be opened (error %d): another program may hold it, ModemManager among them, or the group 'dialout' is missing"
                            .formatted(node, opened.getLastErrorCode()));
        }
        port = opened;
    }

    private SerialPort found() throws IOException {
        try {
            return SerialPort.getCommPort(node.toString());
        } catch (SerialPortInvalidPortException e) {
            throw new IOException("%s is no serial port: choose the console's".formatted(node), e);
        }
    }

    @Override
    public int read(byte[] into) {
        SerialPort open = port;
        return open == null ? -1 : open.readBytes(into, into.length);
    }

    @Override
    public int write(byte[] bytes) {
        SerialPort open = port;
        return open == null ? -1 : open.writeBytes(bytes, bytes.length);
    }

    @Override
    public void close() {
        SerialPort open = port;
        if (open != null) {
            open.closePort();
        }
    }
}
