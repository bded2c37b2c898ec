package dev.tinyrig.codegen.toolchain;

import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Clang and lld in the jar {@code org.bytedeco:llvm} of Maven Central, for machines without a cross compiler: what is
 * needed of it, some 280 MB, is unpacked once into the user's cache.
 *
 * @param jar the jar that the environment names
 * @param folder where it is unpacked
 */
record ClangArchive(Optional<Path> jar, Path folder) {
    /** The environment variable that names the jar. */
    static final String VARIABLE = "TINYRIG_LLVM";

    /** What a user may do to have it. */
    static final String HOW = "'./tinyrig --no-install search', which fetches it from Maven Central";

    private static final String DRIVER = "bin/clang";
    private static final List<String> PROGRAMS = List.of("clang", "lld", "libLLVM.so", "libclang-cpp.so");
    private static final String HEADERS = "lib/clang";

    /** Names under which the programs look for each other. */
    private static final Map<String, String> LINKS =
            Map.of("libLLVM.so.20.1", "libLLVM.so", "libclang-cpp.so.20.1", "libclang-cpp.so", "ld.lld", "lld");

    static ClangArchive of(Map<String, String> environment) {
        String named = environment.getOrDefault(VARIABLE, "");
        return new ClangArchive(
                named.isEmpty() ? Optional.empty() : Optional.of(Path.of(named)),
                UserCache.folder(environment).resolve("llvm-20.1"));
    }

    /** The driver, unpacked earlier or now; empty where no archive is named and none was unpacked. */
    Optional<Path> driver() {
        return unpackedBefore().or(() -> jar.map(this::unpacked));
    }

    private Optional<Path> unpackedBefore() {
        return Optional.of(folder.resolve(DRIVER)).filter(Files::isExecutable);
    }

    private Path unpacked(Path archive) {
        if (!Files.isRegularFile(archive)) {
            throw new ToolchainException("%s names %s, which is not there".formatted(VARIABLE, archive));
        }
        try {
            unpack(archive);
            return folder.resolve(DRIVER);
        } catch (IOException e) {
            throw new ToolchainException("cannot unpack %s into %s: %s".formatted(archive, folder, e), e);
        }
    }

    /** The folder appears whole or not at all; where another process was faster, its folder is as good. */
    private void unpack(Path archive) throws IOException {
        Files.createDirectories(folder.getParent());
        Path draft = Files.createTempDirectory(folder.getParent(), ".llvm");
        try (FileSystem files = FileSystems.newFileSystem(archive)) {
            Path root = root(files, archive);
            Path bin = Files.createDirectories(draft.resolve("bin"));
            for (String program : PROGRAMS) {
                Files.copy(root.resolve(program), bin.resolve(program));
                Files.setPosixFilePermissions(bin.resolve(program), PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            for (Map.Entry<String, String> link : LINKS.entrySet()) {
                Files.createSymbolicLink(bin.resolve(link.getKey()), Path.of(link.getValue()));
            }
            copyTree(root.resolve(HEADERS), draft.resolve(HEADERS));
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (unpackedBefore().isEmpty()) {
                throw e;
            }
        } finally {
            Folders.delete(draft);
        }
    }

    /** The one folder of a platform in the jar. */
    private static Path root(FileSystem files, Path archive) throws IOException {
        try (Stream<Path> platforms = Files.list(files.getPath("org/bytedeco/llvm"))) {
            return platforms
                    .filter(platform -> Files.exists(platform.resolve("clang")))
                    .findFirst()
                    .orElseThrow(() -> new IOException(archive + " has no clang for any platform"));
        }
    }

    private static void copyTree(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : paths.toList()) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(path, target);
                }
            }
        }
    }
}
