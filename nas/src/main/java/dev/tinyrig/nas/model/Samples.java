package dev.tinyrig.nas.model;

import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.nas.data.picture.PictureFrontEnd;
import dev.tinyrig.rig.measure.Bytes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads inputs: a file holds one or more of them; a folder is listed by its {@code manifest.csv}, is a pair of
 * {@code inputs.i8} and {@code outputs.i8} that another engine recorded, or is taken as it is.
 */
public final class Samples {
    private static final String MANIFEST = "manifest.csv";
    private static final String RECORDED_INPUTS = "inputs.i8";
    private static final String RECORDED_OUTPUTS = "outputs.i8";
    private static final int UNSIGNED_OFFSET = 128;

    private final Shape input;
    private final int outputBytes;
    private final Encoding encoding;
    private final Optional<String> part;

    /** What files of inputs hold. */
    public enum Encoding {
        /** The bytes that the model takes. */
        SIGNED,
        /** Unsigned bytes, of which 128 must be taken away. */
        UNSIGNED,
        /** A picture each: JPEG, PNG or a raw square of RGB bytes, resized to the model's input. */
        PICTURES
    }

    /**
     * @param part the {@code part} of a manifest that is wanted; all if empty
     */
    public Samples(Network network, Encoding encoding, Optional<String> part) {
        this.input = network.inputTensor().shape();
        this.outputBytes = network.outputTensor().shape().size();
        this.encoding = encoding;
        this.part = part;
    }

    /**
     * All inputs of these files and folders.
     *
     * @throws ModelException if one cannot be read, or is of another size
     */
    public List<Sample> read(List<Path> places) {
        List<Sample> samples = new ArrayList<>();
        for (Path place : places) {
            try {
                samples.addAll(Files.isDirectory(place) ? folder(place) : file(place, Optional.empty()));
            } catch (IOException e) {
                throw new ModelException("cannot read inputs from %s: %s".formatted(place, e), e);
            }
        }
        if (samples.isEmpty()) {
            throw new ModelException("%s hold no inputs".formatted(places));
        }
        return List.copyOf(samples);
    }

    private List<Sample> folder(Path folder) throws IOException {
        if (Files.exists(folder.resolve(MANIFEST))) {
            return listed(folder);
        }
        if (Files.exists(folder.resolve(RECORDED_INPUTS)) && Files.exists(folder.resolve(RECORDED_OUTPUTS))) {
            return recorded(folder);
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Sample> samples = new ArrayList<>();
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                samples.addAll(file(file, Optional.empty()));
            }
            return samples;
        }
    }

    /** Columns {@code sample} or {@code file}, {@code label}, and {@code part} if one is wanted. */
    private List<Sample> listed(Path folder) throws IOException {
        List<String> lines = Files.readAllLines(folder.resolve(MANIFEST));
        List<String> columns = Arrays.asList(lines.get(0).split(",", -1));
        int name = Math.max(columns.indexOf("sample"), columns.indexOf("file"));
        int label = columns.indexOf("label");
        int group = columns.indexOf("part");
        if (name < 0 || label < 0 || (part.isPresent() && group < 0)) {
            throw new ModelException("%s has columns %s; needed are sample or file, label%s"
                    .formatted(folder.resolve(MANIFEST), columns, part.isPresent() ? " and part" : ""));
        }
        List<Sample> samples = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] fields = line.split(",", -1);
            if (part.isEmpty() || part.get().equals(fields[group])) {
                samples.addAll(file(folder.resolve(fields[name]), Optional.of(Integer.valueOf(fields[label]))));
            }
        }
        return samples;
    }

    private List<Sample> recorded(Path folder) throws IOException {
        List<Sample> inputs = file(folder.resolve(RECORDED_INPUTS), Optional.empty());
        List<Bytes> outputs = split(folder.resolve(RECORDED_OUTPUTS), outputBytes, false);
        if (inputs.size() != outputs.size()) {
            throw new ModelException(
                    "%s has %d inputs and %d outputs".formatted(folder, inputs.size(), outputs.size()));
        }
        List<Sample> samples = new ArrayList<>();
        for (int i = 0; i < inputs.size(); i++) {
            samples.add(new Sample(
                    inputs.get(i).name(), inputs.get(i).input(), Optional.empty(), Optional.of(outputs.get(i))));
        }
        return samples;
    }

    private List<Sample> file(Path file, Optional<Integer> label) throws IOException {
        List<Sample> samples = new ArrayList<>();
        for (Bytes bytes : inputs(file)) {
            samples.add(new Sample(file + " #" + samples.size(), bytes, label, Optional.empty()));
        }
        return samples;
    }

    private List<Bytes> inputs(Path file) throws IOException {
        return switch (encoding) {
            case SIGNED -> split(file, input.size(), false);
            case UNSIGNED -> split(file, input.size(), true);
            case PICTURES -> List.of(Bytes.of(PictureFrontEnd.features(file, side())));
        };
    }

    private int side() {
        if (input.height() != input.width()
                || !input.equals(PictureFrontEnd.input(input.height()).shape())) {
            throw new ModelException(
                    "the model takes %s, not the squares of RGB that pictures become".formatted(input));
        }
        return input.height();
    }

    private static List<Bytes> split(Path file, int size, boolean unsigned) throws IOException {
        byte[] all = Files.readAllBytes(file);
        if (all.length == 0 || all.length % size != 0) {
            throw new ModelException(
                    "%s has %d bytes, not a multiple of the %d that the model takes; pictures of other sizes need --pictures"
                            .formatted(file, all.length, size));
        }
        List<Bytes> parts = new ArrayList<>();
        for (int at = 0; at < all.length; at += size) {
            byte[] one = Arrays.copyOfRange(all, at, at + size);
            for (int i = 0; unsigned && i < size; i++) {
                one[i] = (byte) (one[i] - UNSIGNED_OFFSET);
            }
            parts.add(Bytes.of(one));
        }
        return parts;
    }
}
