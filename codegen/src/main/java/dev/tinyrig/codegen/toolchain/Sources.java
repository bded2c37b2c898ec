package dev.tinyrig.codegen.toolchain;

import dev.tinyrig.rig.measure.Bytes;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/** C files by name, in the order of their names. */
record Sources(SortedMap<String, Bytes> files) {
    Sources {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    /** The files of one folder of the class path, sub-folders left out; {@code probe} is one of them. */
    static Sources ofClassPath(String folder, String probe) {
        URL url = Sources.class.getResource(folder + "/" + probe);
        if (url == null) {
            throw new ToolchainException(
                    "%s/%s is not on the class path: build TinyRig again with ./mvnw verify".formatted(folder, probe));
        }
        try {
            if (!url.getProtocol().equals("jar")) {
                return ofFolder(Path.of(url.toURI()).resolve("..").normalize());
            }
            // Not by the jar's URI, which would be registered for the whole JVM and could be opened only once.
            String jar = url.getPath().substring(0, url.getPath().indexOf("!/"));
            try (FileSystem opened = FileSystems.newFileSystem(Path.of(URI.create(jar)))) {
                return ofFolder(opened.getPath(folder));
            }
        } catch (URISyntaxException | IOException e) {
            throw new ToolchainException("cannot read the C sources beside " + url + ": " + e, e);
        }
    }

    Sources and(Sources others) {
        TreeMap<String, Bytes> all = new TreeMap<>(files);
        all.putAll(others.files);
        return new Sources(all);
    }

    Sources and(String name, Bytes contents) {
        return and(new Sources(new TreeMap<>(Map.of(name, contents))));
    }

    Sources where(Predicate<String> nameMatches) {
        TreeMap<String, Bytes> kept = new TreeMap<>(files);
        kept.keySet().removeIf(nameMatches.negate());
        return new Sources(kept);
    }

    void writeTo(Path folder) throws IOException {
        for (var file : files.entrySet()) {
            Files.write(folder.resolve(file.getKey()), file.getValue().toArray());
        }
    }

    private static Sources ofFolder(Path folder) throws IOException {
        TreeMap<String, Bytes> files = new TreeMap<>();
        try (var paths = Files.newDirectoryStream(folder, Files::isRegularFile)) {
            for (Path path : paths) {
                files.put(path.getName(path.getNameCount() - 1).toString(), Bytes.of(Files.readAllBytes(path)));
            }
        }
        return new Sources(files);
    }
}
