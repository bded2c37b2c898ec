package dev.tinyrig.nas.data.speech;

import dev.tinyrig.nas.data.DataException;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Says to which part of a Speech Commands folder a clip belongs. */
interface Membership {
    /** The parts of a data set. */
    enum Part {
        TRAINING,
        VALIDATION,
        TEST
    }

    /** The part of the clip of a name {@code WORD/SPEAKER_nohash_N.wav}. */
    Part of(String name);

    /** By the lists in the folder; by speaker where it has none. */
    static Membership in(Path folder) {
        Path validation = folder.resolve(SpeechCommands.VALIDATION_LIST);
        Path test = folder.resolve(SpeechCommands.TESTING_LIST);
        return Files.exists(validation) || Files.exists(test)
                ? new Listed(names(validation), names(test))
                : new BySpeaker();
    }

    private static Set<String> names(Path list) {
        try (Stream<String> lines = Files.lines(list)) {
            Set<String> names =
                    lines.map(String::strip).filter(line -> !line.isEmpty()).collect(Collectors.toSet());
            for (String name : names) {
                if (!Files.exists(list.resolveSibling(name))) {
                    throw new DataException(
                            "%s lists %s, which is not there; unpack the data set again".formatted(list, name));
                }
            }
            return names;
        } catch (IOException e) {
            throw new DataException("cannot read %s (%s); a data folder needs it".formatted(list, e), e);
        }
    }

    /** What neither list names is for training. */
    record Listed(Set<String> validation, Set<String> test) implements Membership {
        @Override
        public Part of(String name) {
            if (test.contains(name)) {
                return Part.TEST;
            }
            return validation.contains(name) ? Part.VALIDATION : Part.TRAINING;
        }
    }

    /**
     * The rule that made the published lists, {@code which_set} of the data set's README: a tenth of the speakers
     * validates, a tenth tests, decided by the hash of the speaker's name.
     */
    record BySpeaker() implements Membership {
        private static final BigInteger LARGEST = BigInteger.ONE.shiftLeft(27).subtract(BigInteger.ONE);
        private static final double PERCENT_OF_PART = 10;

        @Override
        public Part of(String name) {
            String file = name.substring(name.lastIndexOf('/') + 1);
            double percent = percent(file.replaceFirst("_nohash_.*$", ""));
            if (percent < PERCENT_OF_PART) {
                return Part.VALIDATION;
            }
            return percent < 2 * PERCENT_OF_PART ? Part.TEST : Part.TRAINING;
        }

        private static double percent(String speaker) {
            try {
                byte[] hash = MessageDigest.getInstance("SHA-1").digest(speaker.getBytes(StandardCharsets.UTF_8));
                BigInteger number = new BigInteger(1, hash).mod(LARGEST.add(BigInteger.ONE));
                return number.doubleValue() * (100 / LARGEST.doubleValue());
            } catch (NoSuchAlgorithmException e) {
                throw new AssertionError("every Java has SHA-1", e);
            }
        }
    }
}
