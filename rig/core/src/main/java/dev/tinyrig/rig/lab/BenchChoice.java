package dev.tinyrig.rig.lab;

import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Function;

/** The benches that a user asks for, as one word: a kind, the boards of a lab, or a recording. */
public sealed interface BenchChoice {
    <T> T match(Function<Kind, T> kind, Function<Boards, T> boards, Function<Replay, T> replay);

    /** A kind that needs no description, such as {@code sim}. */
    record Kind(BenchKind kind) implements BenchChoice {
        @Override
        public <T> T match(Function<Kind, T> kind, Function<Boards, T> boards, Function<Replay, T> replay) {
            return kind.apply(this);
        }
    }

    /** The boards that a {@code lab.yaml} describes, {@code lab:FILE}; with {@code lab:FILE#TAG} those that have the tag. */
    record Boards(Path file, Optional<String> tag) implements BenchChoice {
        @Override
        public <T> T match(Function<Kind, T> kind, Function<Boards, T> boards, Function<Replay, T> replay) {
            return boards.apply(this);
        }

        /**
         * The lab, with only the boards that are meant.
         *
         * @throws LabException if the file cannot be read or is wrong
         */
        public LabFile lab() {
            LabFile all = LabFile.read(file);
            return tag.map(all::tagged).orElse(all);
        }

        /** As the user wrote it, without {@code lab:}. */
        @Override
        public String toString() {
            return file + tag.map(word -> "#" + word).orElse("");
        }
    }

    /** What other benches did, {@code recording:FOLDER}. */
    record Replay(Path folder) implements BenchChoice {
        @Override
        public <T> T match(Function<Kind, T> kind, Function<Boards, T> boards, Function<Replay, T> replay) {
            return replay.apply(this);
        }
    }

    /**
     * The benches of this name.
     *
     * @throws LabException if it is none: what there is
     */
    static BenchChoice of(String name) {
        String[] words = name.split(":", 2);
        return switch (words.length == 1 ? "" : words[0]) {
            case "lab" -> boards(words[1].split("#", 2));
            case "recording" -> new Replay(Path.of(words[1]));
            default -> new Kind(kind(name));
        };
    }

    private static BenchKind kind(String name) {
        try {
            return BenchKind.named(name);
        } catch (LabException unknown) {
            throw new LabException(unknown.getMessage() + ", and lab:FILE, lab:FILE#TAG and recording:FOLDER", unknown);
        }
    }

    private static Boards boards(String[] words) {
        return new Boards(Path.of(words[0]), words.length == 1 ? Optional.empty() : Optional.of(words[1]));
    }
}
