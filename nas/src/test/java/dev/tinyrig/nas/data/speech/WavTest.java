package dev.tinyrig.nas.data.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.nas.data.DataException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WavTest {
    private static final short[] SAMPLES = {0, 1, -1, 32767, -32768, 12};

    private Path file;

    @BeforeEach
    void nameFile(@TempDir Path folder) {
        file = folder.resolve("a.wav");
    }

    @Test
    void readsWhatItWrote() {
        Wav.write(file, SAMPLES);

        assertThat(Wav.read(file)).containsExactly(SAMPLES);
    }

    @Test
    void skipsChunksItDoesNotKnow() throws IOException {
        Wav.write(file, SAMPLES);
        byte[] plain = Files.readAllBytes(file);
        ByteBuffer longer = ByteBuffer.allocate(plain.length + 12).order(ByteOrder.LITTLE_ENDIAN);

        longer.put(plain, 0, 12).put("LIST".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        longer.putInt(3).put(new byte[] {1, 2, 3, 0}).put(plain, 12, plain.length - 12);
        Files.write(file, longer.array());

        assertThat(Wav.read(file)).containsExactly(SAMPLES);
    }

    @Test
    void namesFileThatIsNoWav() throws IOException {
        Files.writeString(file, "this is text, and long enough for a header");

        assertThatThrownBy(() -> Wav.read(file))
                .isInstanceOf(DataException.class)
                .hasMessage(
                        file + " is no usable wav file: it does not start with RIFF....WAVE; replace it or remove it");
    }

    @Test
    void rejectsFileThatWasCutShort() throws IOException {
        Wav.write(file, SAMPLES);
        Files.write(file, Arrays.copyOf(Files.readAllBytes(file), 50));

        assertThatThrownBy(() -> Wav.read(file)).hasMessageContaining("a chunk promises 12 bytes but only 6 follow");
    }

    @Test
    void rejectsEveryShorterPrefix() throws IOException {
        Wav.write(file, SAMPLES);
        byte[] whole = Files.readAllBytes(file);

        for (int length = 0; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            assertThatThrownBy(() -> Wav.read(file)).isInstanceOf(DataException.class);
        }
    }

    @Test
    void rejectsStereo() throws IOException {
        Wav.write(file, SAMPLES);
        byte[] bytes = Files.readAllBytes(file);
        bytes[22] = 2;
        Files.write(file, bytes);

        assertThatThrownBy(() -> Wav.read(file)).hasMessageContaining("format 1, 2 channel(s), 16000 Hz, 16 bits, not");
    }

    @Test
    void saysThatFileIsMissing() {
        assertThatThrownBy(() -> Wav.read(file))
                .isInstanceOf(DataException.class)
                .hasMessageContaining("a.wav");
    }
}
