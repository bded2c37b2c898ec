package dev.tinyrig.rig.bench.board.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A driver may hang in any call; the rig may not. */
@Timeout(20)
final class SerialWireTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(10);

    @Test
    void carriesBytesBothWays() throws IOException {
        Driver driver = new Driver();
        try (SerialWire wire = SerialWire.open(driver)) {
            wire.send(new byte[] {1, 2, 3}, LONG);

            ByteArrayOutputStream received = new ByteArrayOutputStream();
            while (received.size() < 3) {
                received.writeBytes(wire.receive(LONG));
            }
            assertThat(received.toByteArray()).containsExactly(1, 2, 3);
            assertThat(wire.receive(SHORT)).isEmpty();
        }
        assertThat(driver.closed.getCount()).isZero();
    }

    @Test
    void openingThatHangsIsGivenUp() {
        Driver driver = new Driver();
        driver.hangsIn = "open";

        assertThatThrownBy(() -> SerialWire.open(driver, SHORT))
                .isInstanceOf(SocketTimeoutException.class)
                .hasMessage("opening fake did not end within 200 ms: unplug the board, or power-cycle its port");
    }

    @Test
    void writingThatHangsIsGivenUp() throws IOException {
        Driver driver = new Driver();
        driver.hangsIn = "write";
        try (SerialWire wire = SerialWire.open(driver)) {
            assertThatThrownBy(() -> wire.send(new byte[1], SHORT))
                    .isInstanceOf(SocketTimeoutException.class)
                    .hasMessageContaining("writing to fake did not end");
        }
    }

    @Test
    void readingThatHangsIsSilence() throws IOException {
        Driver driver = new Driver();
        driver.hangsIn = "read";
        try (SerialWire wire = SerialWire.open(driver)) {
            assertThat(wire.receive(SHORT)).isEmpty();
        }
    }

    @Test
    void closingThatHangsIsLeftAlone() throws IOException {
        Driver driver = new Driver();
        driver.hangsIn = "close";
        SerialWire wire = SerialWire.open(driver);

        wire.close();
        wire.close();
    }

    @Test
    void portThatGoesIsToldAtEveryLook() throws IOException {
        Driver driver = new Driver();
        try (SerialWire wire = SerialWire.open(driver)) {
            driver.gone = true;

            assertThatThrownBy(() -> wire.receive(LONG))
                    .isInstanceOf(EOFException.class)
                    .hasMessage("fake has gone");
            assertThatThrownBy(() -> wire.receive(LONG)).isInstanceOf(EOFException.class);
            assertThatThrownBy(() -> wire.send(new byte[2], LONG))
                    .isInstanceOf(EOFException.class)
                    .hasMessage("fake took 0 of 2 bytes: it has gone");
        }
    }

    @Test
    void portThatIsNoneIsToldWithItsName() {
        assertThatThrownBy(() -> SerialWire.open(new JSerialPort(Path.of("/dev/no-such-port"), 115200)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/dev/no-such-port is no serial port");
        assertThatThrownBy(() -> SerialWire.open(new JSerialPort(Path.of("/dev/null"), 115200)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("/dev/null");
    }

    /** A port that says back what it hears, and hangs where it is told to. */
    private static final class Driver implements SerialLine {
        private final BlockingQueue<Byte> bytes = new LinkedBlockingQueue<>();
        private final CountDownLatch closed = new CountDownLatch(1);
        private volatile String hangsIn = "";
        private volatile boolean gone;

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public void open() {
            hangIf("open");
        }

        @Override
        public int read(byte[] into) {
            hangIf("read");
            try {
                Byte first = bytes.poll(20, TimeUnit.MILLISECONDS);
                if (gone) {
                    return -1;
                }
                int n = 0;
                for (Byte b = first; b != null; b = bytes.poll()) {
                    into[n++] = b;
                }
                return n;
            } catch (InterruptedException e) {
                return -1;
            }
        }

        @Override
        public int write(byte[] from) {
            hangIf("write");
            for (byte b : from) {
                bytes.add(b);
            }
            return gone ? 0 : from.length;
        }

        @Override
        public void close() {
            hangIf("close");
            closed.countDown();
        }

        private void hangIf(String call) {
            if (hangsIn.equals(call)) {
                try {
                    new CountDownLatch(1).await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
