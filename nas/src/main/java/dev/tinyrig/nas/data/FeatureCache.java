package dev.tinyrig.nas.data;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keeps features in a file that is named by their hash and appears whole or not at all. */
public final class FeatureCache {
    private final Path folder;
    private final Dataset.About about;
    private final Path file;
    private final String hash;

    public FeatureCache(Path folder, Dataset.About about, String hash) {
        this.folder = folder;
        this.about = about;
        this.file = folder.resolve("features-" + hash.substring(0, 16) + ".bin");
        this.hash = hash;
    }

    /** Empty where there is no such file, or one that was damaged: the features are then made again. */
    public Optional<Dataset> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            if (!in.readUTF().equals(hash)) {
                return Optional.empty();
            }
            return Optional.of(new Dataset(about, examples(in), examples(in), examples(in), examples(in), hash));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private List<Example> examples(DataInputStream in) throws IOException {
        int count = in.readInt();
        List<Example> examples = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String name = in.readUTF();
            int label = in.readInt();
            examples.add(
                    new Example(name, label, in.readNBytes(about.input().shape().size())));
        }
        return examples;
    }

    public void write(Dataset features) {
        try {
            Files.createDirectories(folder);
            Path temporary = Files.createTempFile(folder, "features", ".part");
            try (DataOutputStream out =
                    new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(temporary), 1 << 16))) {
                out.writeUTF(hash);
                write(features.training(), out);
                write(features.validation(), out);
                write(features.variedValidation(), out);
                write(features.test(), out);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new DataException("cannot write features to %s: %s; is the disk full?".formatted(file, e), e);
        }
    }

    private static void write(List<Example> examples, DataOutputStream out) throws IOException {
        out.writeInt(examples.size());
        for (Example example : examples) {
            out.writeUTF(example.name());
            out.writeInt(example.label());
            out.write(example.features());
        }
    }
}
