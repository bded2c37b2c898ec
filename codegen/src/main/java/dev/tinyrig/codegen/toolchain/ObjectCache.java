package dev.tinyrig.codegen.toolchain;

import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Sha256;
import dev.tinyrig.rig.target.Core;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.TargetHeader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The harness and the kernels as objects, compiled once per compiler, flags, target and content. Processes share the
 * folder: what is in it under its final name is whole and is never changed.
 */
final class ObjectCache {
    private static final Duration PATIENCE = Duration.ofMinutes(3);

    /** For the harness, whose time is not measured. */
    private static final String SMALL = "-Os";

    /** Half a hash: enough to tell sources apart, and short in a path. */
    private static final int KEY_DIGITS = 32;
    /** A kernel in assembly, for every core or in the order of one. */
    private static final Pattern ASSEMBLY = Pattern.compile("(?<kernel>.+)_(?<order>armv7em|cortex_m\\d)\\.S");

    private static final Predicate<String> ASSEMBLY_OF_ONE_CORE =
            Pattern.compile(".+_cortex_m\\d\\.S").asMatchPredicate();

    private final Compiler compiler;
    private final Path root;
    private final Sources harness = Sources.ofClassPath("/firmware-harness", "net.h");
    private final Sources kernels;

    ObjectCache(Compiler compiler, Path root) {
        this(compiler, root, Sources.ofClassPath("/dev/tinyrig/codegen/kernels", "kernel.h"));
    }

    private ObjectCache(Compiler compiler, Path root, Sources kernels) {
        this.compiler = compiler;
        this.root = root;
        this.kernels = kernels;
    }

    /** The same without any order of instructions that is for one core only. */
    ObjectCache inSharedOrder() {
        return new ObjectCache(compiler, root, kernels.where(name -> !ASSEMBLY_OF_ONE_CORE.test(name)));
    }

    /** A folder with the objects for a target, and the headers that a network includes. */
    Path folderFor(Target target) {
        Sources sources = sourcesFor(target);
        List<String> flags = compiler.flags(target);
        Path folder = root.resolve(key(sources, flags));
        if (!Files.isDirectory(folder)) {
            compile(sources, flags, folder);
        }
        return folder;
    }

    /** Writes what the objects are compiled from. */
    void writeSources(Target target, Path folder) {
        try {
            Files.createDirectories(folder);
            sourcesFor(target).writeTo(folder);
        } catch (IOException e) {
            throw new ToolchainException("cannot write the harness and the kernels to " + folder + ": " + e, e);
        }
    }

    /** By name: of the harness all but the ports of other families and what the compiler's library has. */
    private Sources sourcesFor(Target target) {
        String port = "port_" + target.port() + ".c";
        Bytes header = Bytes.of(TargetHeader.of(target).getBytes(StandardCharsets.UTF_8));
        return harness.where(name -> !name.matches("port_stm32.*\\.c") || name.equals(port))
                .where(compiler.family()::needs)
                .and(kernelsFor(target.core()))
                .and(TargetHeader.FILE_NAME, header);
    }

    /** All kernels but stand-ins for assembly; assembly in the core's own order of instructions where it has one. */
    private Sources kernelsFor(Core core) {
        return kernels.where(name -> !name.endsWith("_portable.c")).where(name -> isFor(core, name));
    }

    private boolean isFor(Core core, String name) {
        Matcher assembly = ASSEMBLY.matcher(name);
        if (!assembly.matches()) {
            return true;
        }
        String own = "%s_%s.S".formatted(assembly.group("kernel"), core.cpu().replace('-', '_'));
        return kernels.files().containsKey(own)
                ? name.equals(own)
                : assembly.group("order").equals("armv7em");
    }

    private String key(Sources sources, List<String> flags) {
        Sha256 hash = new Sha256().add(compiler.version() + "\n" + flags + SMALL + "\n");
        sources.files().forEach((name, contents) -> hash.add(name + " " + contents.length() + "\n")
                .add(contents.toArray()));
        return hash.hex().substring(0, KEY_DIGITS);
    }

    private void compile(Sources sources, List<String> flags, Path folder) {
        try {
            Files.createDirectories(root);
            Path draft = Files.createTempDirectory(root, ".draft");
            try {
                sources.writeTo(draft);
                compileAll(sources, flags, draft);
                publish(draft, folder);
            } finally {
                Folders.delete(draft);
            }
        } catch (IOException e) {
            throw new ToolchainException("cannot fill the object cache " + root + ": " + e, e);
        }
    }

    private void compileAll(Sources sources, List<String> flags, Path draft) {
        compileOf(sources.where(name -> name.startsWith("kernel")), flags, draft);
        compileOf(sources.where(name -> !name.startsWith("kernel")), small(flags), draft);
    }

    private static List<String> small(List<String> flags) {
        List<String> small = new ArrayList<>(flags);
        small.add(SMALL);
        return List.copyOf(small);
    }

    /** What compiles written sources in their folder just as they are compiled here. */
    String byHand(Target target) {
        List<String> flags = compiler.flags(target);
        String program = compiler.executable().getFileName() + " -c -I. ";
        return program + String.join(" ", flags) + " kernel_*.c kernel_*.S && " + program
                + String.join(" ", small(flags)) + " harness_*.c port_*.c";
    }

    private void compileOf(Sources sources, List<String> flags, Path draft) {
        List<String> command = new ArrayList<>(List.of(compiler.executable().toString(), "-c", "-I."));
        command.addAll(flags);
        command.addAll(sources.where(name -> name.endsWith(".c") || name.endsWith(".S"))
                .files()
                .keySet());
        Command.Result result = Command.run(command, draft, PATIENCE);
        if (result.exitCode() != 0) {
            throw new ToolchainException("the harness or a kernel does not compile:\n" + result.output());
        }
    }

    /** Renaming is atomic; where another process was faster, its folder is as good. */
    private static void publish(Path draft, Path folder) throws IOException {
        try {
            Files.move(draft, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }
}
