package dev.tinyrig.rig.junit;

import dev.tinyrig.rig.files.Folders;
import dev.tinyrig.rig.firmware.ElfReader;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.target.Target;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.platform.commons.support.ReflectionSupport;

/** The images of a run: found, or built once for each target and deleted when it ends. */
final class Images {
    private final Store run;

    /** @param run keeps what is built until the run ends */
    Images(Store run) {
        this.run = run;
    }

    /** A folder and the image that was built in it. */
    private record Built(Path folder, Firmware firmware) implements AutoCloseable {
        static Built by(Class<? extends ImageBuilder> builder, Target target) {
            try {
                Path folder = Files.createTempDirectory("tinyrig-image-");
                return new Built(folder, ReflectionSupport.newInstance(builder).build(target, folder));
            } catch (IOException e) {
                throw new UncheckedIOException(
                        "%s built nothing for %s".formatted(builder.getName(), target.name()), e);
            }
        }

        @Override
        public void close() {
            try {
                Folders.delete(folder);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private record Key(Class<?> builder, String target) {}

    Firmware built(BuiltBy by, Target target) {
        Object built =
                run.getOrComputeIfAbsent(new Key(by.value(), target.name()), absent -> Built.by(by.value(), target));
        return ((Built) Objects.requireNonNull(built)).firmware();
    }

    /** As a resource, else as a file. */
    static Firmware found(Image image, Class<?> test, Target target) {
        String name = image.value().replace("{target}", target.name());
        Path file = resource(name, test).orElse(Path.of(name));
        if (!Files.exists(file)) {
            throw new ExtensionConfigurationException(
                    "@Image(\"%s\"): no resource %s beside %s or at the class path's root, nor a file %s: build it first"
                            .formatted(image.value(), name, test.getName(), file.toAbsolutePath()));
        }
        return ElfReader.read(file, target.name());
    }

    private static Optional<Path> resource(String name, Class<?> test) {
        if (Path.of(name).isAbsolute()) {
            return Optional.empty();
        }
        return Optional.ofNullable(test.getResource(name))
                .or(() -> Optional.ofNullable(test.getResource("/" + name)))
                .map(Images::file);
    }

    private static Path file(URL resource) {
        try {
            return resource.getProtocol().equals("file") ? Path.of(resource.toURI()) : copy(resource);
        } catch (URISyntaxException e) {
            throw new ExtensionConfigurationException(resource + " is no file", e);
        }
    }

    /** Benches load files, so that an image within a jar is copied out. */
    private static Path copy(URL resource) {
        try (InputStream in = resource.openStream()) {
            Path file = Files.createTempFile("tinyrig-image-", ".elf");
            file.toFile().deleteOnExit();
            Files.write(file, in.readAllBytes());
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(resource + " cannot be copied", e);
        }
    }
}
