package dev.tinyrig.codegen.tflite;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.tinyrig.codegen.fixture.Networks;
import dev.tinyrig.codegen.fixture.SharedData;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.reference.ReferenceExecutor;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Damaged and forged files give one clear error or a network that runs. */
class HostileFilesTest {
    private static final int FILES = 10_000;
    /** Of one file of 60 KB; a believed length of 2 GB would be far above. */
    private static final long MOST_BYTES = 64L << 20;

    private static final int[] FORGED = {
        -1, 0, 1, 2, 3, 127, 128, 255, 256, 0x7fff, 0x8000, 0xffff, 1 << 24, 1 << 30, 0x7fffffff, 0x80000000
    };

    private int refused;
    private int read;

    @Test
    @Timeout(120)
    void mutatedFilesOfEveryOperator() {
        mutate(TfliteWriter.write(Networks.portable(1)), 1);

        assertThat(refused).isGreaterThan(FILES / 4);
        assertThat(read).isGreaterThan(FILES / 20);
    }

    @Test
    @Timeout(120)
    void mutatedFilesOfAPublishedModel() throws Exception {
        mutate(Files.readAllBytes(SharedData.path("models/keyword_spotting__kws_ref_model.tflite")), 2);

        assertThat(refused).isGreaterThan(FILES / 4);
        assertThat(read).isGreaterThan(FILES / 20);
    }

    @Test
    @Timeout(60)
    void everyTruncation() {
        byte[] whole = TfliteWriter.write(Networks.portable(2));
        for (int length = 0; length < whole.length; length++) {
            check(Arrays.copyOf(whole, length), "first " + length + " bytes");
        }
        assertThat(read).isLessThan(whole.length / 10);
    }

    @Test
    void filesOfSomethingElse() {
        check(new byte[0], "nothing");
        check("PK and so on, not a model".getBytes(UTF_8), "text");
        assertThat(refused).isEqualTo(2);
    }

    private void mutate(byte[] original, long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < FILES; i++) {
            byte[] mutated = original.clone();
            for (int change = 1 + random.nextInt(4); change > 0; change--) {
                mutated = change(mutated, random);
            }
            check(mutated, "seed %d, file %d".formatted(seed, i));
        }
    }

    /** Half of the changes hit the start and the end, where tables lie, not weights. */
    private static byte[] change(byte[] file, Random random) {
        int edge = Math.min(file.length, 4096);
        int place = random.nextBoolean()
                ? random.nextInt(file.length)
                : random.nextBoolean() ? random.nextInt(edge) : file.length - 1 - random.nextInt(edge);
        int word = Math.max(0, Math.min(place / 4 * 4, file.length - 4));
        ByteBuffer words = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
        switch (random.nextInt(6)) {
            case 0 -> file[place] ^= (byte) (1 << random.nextInt(8));
            case 1 -> file[place] = (byte) random.nextInt(256);
            case 2 -> words.putInt(word, FORGED[random.nextInt(FORGED.length)]);
            case 3 -> words.putInt(word, words.getInt(word) + random.nextInt(17) - 8);
            case 4 -> words.putInt(word, words.getInt(random.nextInt(file.length / 4 - 1) * 4));
            default -> {
                return random.nextInt(8) == 0 ? Arrays.copyOf(file, Math.max(8, place)) : file;
            }
        }
        return file;
    }

    private void check(byte[] file, String which) {
        long before = allocated();
        String said = "";
        try {
            Network network = TfliteReader.fusing().read(file, "mutated").network();
            read++;
            if (read % 8 == 0) {
                assertThat(new ReferenceExecutor(network)).isNotNull();
            }
        } catch (TfliteException e) {
            refused++;
            said = e.getMessage();
            assertThat(e.getMessage())
                    .as(which)
                    .isNotBlank()
                    .doesNotContain("\n")
                    .hasSizeLessThan(700);
        } catch (RuntimeException | Error e) {
            throw new AssertionError(which + ": " + e, e);
        }
        assertThat(allocated() - before)
                .as("bytes allocated for %s: %s", which, said)
                .isLessThan(MOST_BYTES);
    }

    private static long allocated() {
        return ManagementFactory.getPlatformMXBean(ThreadMXBean.class).getCurrentThreadAllocatedBytes();
    }
}
