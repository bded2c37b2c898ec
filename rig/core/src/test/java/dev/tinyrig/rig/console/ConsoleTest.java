package dev.tinyrig.rig.console;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.rig.console.ConsoleException.Kind;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class ConsoleTest {
    private final CompletableFuture<Void> running = new CompletableFuture<>();

    private ConsoleSocket socket;
    private SocketChannel device;
    private Console console;

    @BeforeEach
    void connect() throws IOException {
        socket = ConsoleSocket.open();
        device = SocketChannel.open(UnixDomainSocketAddress.of(socket.path()));
        console = new Console(socket.accept(Duration.ofSeconds(5), running));
    }

    @AfterEach
    void disconnect() throws IOException {
        console.close();
        device.close();
        socket.close();
    }

    @Test
    void linesMayEndWithOrWithoutCarriageReturnAndArriveInPieces() throws IOException {
        deviceSays("m-one\r\nm-t");
        deviceSays("wo\nm-three\r");
        deviceSays("\n");

        assertThat(console.line(soon())).isEqualTo("m-one");
        assertThat(console.line(soon())).isEqualTo("m-two");
        assertThat(console.line(soon())).isEqualTo("m-three");
    }

    @Test
    void dropsNulAndUndecodableBytes() throws IOException {
        deviceSays("\0\u00ffm-re\u0080a\0dy\r\n");

        assertThat(console.line(soon())).isEqualTo("m-ready");
    }

    @Test
    void bytesReachTheDevice() throws IOException {
        console.send("name%", soon());
        console.send(new byte[] {0, -1, '%'}, soon());

        ByteBuffer heard = ByteBuffer.allocate(8);
        while (heard.hasRemaining()) {
            device.read(heard);
        }
        assertThat(heard.array()).isEqualTo("name%\0\u00ff%".getBytes(ISO_8859_1));
    }

    @Test
    void silenceEndsAtTheDeadlineWithTheUnfinishedLineInTheTail() throws IOException {
        deviceSays("m-first\r\nm-unfini");
        console.line(soon());

        long start = System.nanoTime();
        assertThatThrownBy(() -> console.line(Deadline.after(Duration.ofMillis(200))))
                .isInstanceOfSatisfying(ConsoleException.class, e -> {
                    assertThat(e.kind()).isEqualTo(Kind.SILENT);
                    assertThat(e.tail()).isEqualTo("m-first\nm-unfini");
                });

        assertThat(Duration.ofNanos(System.nanoTime() - start))
                .isBetween(Duration.ofMillis(200), Duration.ofSeconds(5));
    }

    @Test
    void passedDeadlineEndsAFlood() throws IOException {
        Deadline deadline = Deadline.after(Duration.ZERO);
        deviceSays("chatter\n");

        assertThatThrownBy(() -> console.line(deadline))
                .isInstanceOfSatisfying(
                        ConsoleException.class, e -> assertThat(e.kind()).isEqualTo(Kind.SILENT));
    }

    @Test
    void endlessLineIsGarbled() {
        Thread chatter = new Thread(() -> {
            try {
                while (true) {
                    deviceSays("x".repeat(1 << 16));
                }
            } catch (IOException theConsoleHungUp) {
                // That is the end of the test.
            }
        });
        chatter.setDaemon(true);
        chatter.start();

        assertThatThrownBy(() -> console.line(soon()))
                .isInstanceOfSatisfying(
                        ConsoleException.class, e -> assertThat(e.kind()).isEqualTo(Kind.GARBLED))
                .hasMessage("a line of more than 1048576 characters");
    }

    @Test
    void closedConnectionIsGoneAtOnce() throws IOException {
        device.close();

        assertThatThrownBy(() -> console.line(Deadline.after(Duration.ofDays(1))))
                .isInstanceOfSatisfying(
                        ConsoleException.class, e -> assertThat(e.kind()).isEqualTo(Kind.GONE));
    }

    @Test
    void deviceThatTakesNothingEndsTheSending() {
        byte[] tooMuch = new byte[1 << 24];

        assertThatThrownBy(() -> console.send(tooMuch, Deadline.after(Duration.ofMillis(200))))
                .isInstanceOfSatisfying(
                        ConsoleException.class, e -> assertThat(e.kind()).isEqualTo(Kind.SILENT))
                .hasMessageContaining("of 16777216 bytes within");
    }

    @Test
    void interruptEndsTheWaitAndIsKept() {
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> console.line(Deadline.after(Duration.ofDays(1))))
                .isInstanceOfSatisfying(
                        ConsoleException.class, e -> assertThat(e.kind()).isEqualTo(Kind.INTERRUPTED));

        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void socketFileIsGoneOnceConnected() {
        assertThat(Files.exists(socket.path())).isFalse();
        assertThat(Files.exists(socket.path().getParent())).isFalse();
    }

    @Test
    void nobodyConnectsWhenTheEmulatorHasEnded() throws IOException {
        running.complete(null);

        try (ConsoleSocket other = ConsoleSocket.open()) {
            assertThatThrownBy(() -> other.accept(Duration.ofDays(1), running))
                    .isInstanceOf(IOException.class)
                    .hasMessage("nothing connected to the console socket");
        }
    }

    private void deviceSays(String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(ISO_8859_1));
        while (bytes.hasRemaining()) {
            device.write(bytes);
        }
    }

    private static Deadline soon() {
        return Deadline.after(Duration.ofSeconds(10));
    }
}
