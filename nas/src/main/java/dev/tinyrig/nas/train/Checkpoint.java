package dev.tinyrig.nas.train;

import static java.util.Objects.requireNonNull;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

/**
 * The file from which training goes on: weights, momentum and the number of steps done. Random numbers need no place in
 * it, since each step derives its own from the seed.
 */
final class Checkpoint {
    private static final String MAGIC = "TinyRig checkpoint 1";

    private final Path file;
    private final String recipe;

    /** @param recipe hash of everything that decides the weights; a file of another recipe is refused */
    Checkpoint(Path folder, String name, String recipe) {
        this.file = folder.resolve(name + "-" + recipe.substring(0, 16) + ".bin");
        this.recipe = recipe;
    }

    Path file() {
        return file;
    }

    /** Fills the arrays and says how many steps they have had: 0, and nothing filled, where there is no file. */
    int restore(Map<String, float[]> weights, Map<String, float[]> velocities) {
        if (!Files.exists(file)) {
            return 0;
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(file), 1 << 16))) {
            if (!in.readUTF().equals(MAGIC) || !in.readUTF().equals(recipe)) {
                throw new TrainException(file + " is no checkpoint of this training; remove it to train anew");
            }
            int step = in.readInt();
            for (Map<String, float[]> arrays : List.of(weights, velocities)) {
                read(in, arrays);
            }
            return step;
        } catch (IOException e) {
            throw new TrainException("cannot read checkpoint %s: %s; remove it to train anew".formatted(file, e), e);
        }
    }

    private void read(DataInputStream in, Map<String, float[]> arrays) throws IOException {
        for (Map.Entry<String, float[]> entry : arrays.entrySet()) {
            if (!in.readUTF().equals(entry.getKey()) || in.readInt() != entry.getValue().length) {
                throw new IOException("tensor " + entry.getKey() + " does not fit");
            }
            for (int i = 0; i < entry.getValue().length; i++) {
                entry.getValue()[i] = in.readFloat();
            }
        }
    }

    /** Replaces the file as a whole, so that a kill or a power cut leaves the old one or the new one. */
    void save(int step, Map<String, float[]> weights, Map<String, float[]> velocities) {
        try {
            Path folder = requireNonNull(file.toAbsolutePath().getParent());
            Files.createDirectories(folder);
            Path temporary = Files.createTempFile(folder, "checkpoint", ".part");
            try (FileOutputStream stream = new FileOutputStream(temporary.toFile());
                    DataOutputStream out = new DataOutputStream(new BufferedOutputStream(stream, 1 << 16))) {
                out.writeUTF(MAGIC);
                out.writeUTF(recipe);
                out.writeInt(step);
                write(out, weights);
                write(out, velocities);
                out.flush();
                stream.getFD().sync();
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
            try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
                directory.force(true);
            }
        } catch (IOException e) {
            throw new TrainException("cannot write checkpoint %s: %s; is the disk full?".formatted(file, e), e);
        }
    }

    private static void write(DataOutputStream out, Map<String, float[]> arrays) throws IOException {
        for (Map.Entry<String, float[]> entry : arrays.entrySet()) {
            out.writeUTF(entry.getKey());
            out.writeInt(entry.getValue().length);
            for (float value : entry.getValue()) {
                out.writeFloat(value);
            }
        }
    }
}
