package dev.tinyrig.nas.data.speech;

import dev.tinyrig.nas.data.DataException;
import dev.tinyrig.rig.measure.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A synthetic voice of espeak-ng.
 *
 * @param command how espeak-ng is called
 * @param voice accent and variant, such as {@code en-us+f3}
 */
record Speaker(String command, String voice) {
    private static final int ESPEAK_RATE_HZ = 22_050;
    private static final long LIMIT_SECONDS = 30;
    private static final List<String> ACCENTS = List.of("en-us", "en-gb", "en-gb-scotland", "en-029", "en-us-nyc");
    private static final List<String> VARIANTS = List.of(
            "m1", "f1", "m3", "f2", "m7", "f3", "m2", "f4", "Andy", "f5", "m4", "Annie", "m5", "Alex", "m6", "linda");

    /** The speaker of a number; the first 80 numbers are all different. */
    static Speaker of(String command, int number) {
        String accent = ACCENTS.get(number % ACCENTS.size());
        String variant = VARIANTS.get(number % VARIANTS.size());
        return new Speaker(command, accent + "+" + variant);
    }

    /** Name of a speaker as Speech Commands writes them. */
    String id() {
        return Sha256.of(voice).substring(0, 8);
    }

    /**
     * What the speaker says, at 16 kHz.
     *
     * @param pitch 0 to 99
     */
    float[] say(String word, int wordsPerMinute, int pitch, Path workFolder) {
        try {
            Path file = Files.createTempFile(workFolder, "say", ".wav");
            Path console = Files.createTempFile(workFolder, "say", ".log");
            try {
                run(word, wordsPerMinute, pitch, file, console);
                return Resampler.resample(Wav.read(file, ESPEAK_RATE_HZ), ESPEAK_RATE_HZ, Wav.SAMPLE_RATE_HZ);
            } finally {
                Files.deleteIfExists(file);
                Files.deleteIfExists(console);
            }
        } catch (IOException e) {
            throw new DataException("cannot write speech below %s: %s; is the disk full?".formatted(workFolder, e), e);
        }
    }

    private void run(String word, int wordsPerMinute, int pitch, Path file, Path console) throws IOException {
        Process process = start(
                List.of(
                        command,
                        "-v",
                        voice,
                        "-s",
                        Integer.toString(wordsPerMinute),
                        "-p",
                        Integer.toString(pitch),
                        "-w",
                        file.toString(),
                        word),
                console);
        try {
            if (!process.waitFor(LIMIT_SECONDS, TimeUnit.SECONDS) || process.exitValue() != 0) {
                throw new DataException("%s could not say \"%s\" as %s within %d s: %s"
                        .formatted(
                                command,
                                word,
                                voice,
                                LIMIT_SECONDS,
                                Files.readString(console).strip()));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DataException("interrupted while speech was synthesised; start again to go on", e);
        } finally {
            process.destroyForcibly();
        }
    }

    private static Process start(List<String> words, Path console) {
        try {
            return new ProcessBuilder(words)
                    .redirectErrorStream(true)
                    .redirectOutput(console.toFile())
                    .start();
        } catch (IOException e) {
            throw new DataException(
                    "%s does not start (%s); install it (apt-get install espeak-ng) or name a data folder"
                            .formatted(words.get(0), e.getMessage()),
                    e);
        }
    }
}
