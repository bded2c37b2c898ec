package dev.tinyrig.codegen.toolchain;

import dev.tinyrig.codegen.emit.CProject;
import dev.tinyrig.rig.firmware.ElfReader;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.measure.Outcome.Reason;
import dev.tinyrig.rig.target.LinkerScript;
import dev.tinyrig.rig.target.Placement;
import dev.tinyrig.rig.target.Target;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Links generated sources with the harness and the kernels into firmware; any number of threads and processes at once. */
public final class Toolchain {
    /** What every image gives its stack; the device reports how much of it was touched. */
    public static final int STACK_BYTES = 2048;

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /** What ld says of an image that is too big; an assertion of our linker script, if it is the only one to notice. */
    private static final Pattern REGION_OVERFLOW = Pattern.compile("region `(\\w+)' overflowed by (\\d+) bytes");

    private static final Pattern LLD_OVERFLOW =
            Pattern.compile("will not fit in region '(\\w+)': overflowed by (\\d+) bytes");

    private static final Pattern ASSERTED_OVERFLOW = Pattern.compile(": (\\w+) of (\\d+) bytes overflows");

    /** The line that matters, not that of the linker's driver, which only says that the linker failed. */
    private static final Pattern SAYS_ERROR =
            Pattern.compile("^(?!collect2).*(error|warning|undefined reference|cannot)");

    private final Compiler compiler;
    private final ObjectCache cache;

    /**
     * @param cacheFolder where compiled objects are kept from run to run
     */
    public Toolchain(Compiler compiler, Path cacheFolder) {
        this(compiler, new ObjectCache(compiler, cacheFolder));
    }

    private Toolchain(Compiler compiler, ObjectCache cache) {
        this.compiler = compiler;
        this.cache = cache;
    }

    /** The same, but for kernels in the order of instructions that all cores share; for comparison. */
    public Toolchain inSharedOrder() {
        return new Toolchain(compiler, cache.inSharedOrder());
    }

    /**
     * The compiler that {@link Compiler#find} finds, and the cache folder of this user.
     *
     * @throws ToolchainException if there is no compiler, saying how to install it
     */
    public static Toolchain find(Map<String, String> environment) {
        return new Toolchain(
                Compiler.find(environment), UserCache.folder(environment).resolve("objects"));
    }

    public Compiler compiler() {
        return compiler;
    }

    /**
     * Writes the sources to a folder and builds {@code firmware.elf} there.
     *
     * @throws ToolchainException if the compiler fails for any reason but the candidate's size; all it said is in
     *     {@code compiler.log} of the folder
     */
    public Build build(CProject project, Target target, Path folder) {
        return build(project, target, List.of(Placement.plain(target)), folder);
    }

    /**
     * The same, in the first of these placements that has room for the image.
     *
     * @param placements at least one; what the last lacks is why the image is refused
     */
    public Build build(CProject project, Target target, List<Placement> placements, Path folder) {
        Build build = build(project, target, placements.get(0), folder);
        List<Placement> others = placements.subList(1, placements.size());
        return others.isEmpty()
                ? build
                : build.match(built -> built, refused -> build(project, target, others, folder));
    }

    private Build build(CProject project, Target target, Placement placement, Path folder) {
        Path objects = cache.folderFor(target);
        writeSources(project, target, placement, folder);
        Command.Result result = Command.run(command(objects, target, project.usedOperatorsOnly()), folder, PATIENCE);
        if (result.exitCode() == 0) {
            Firmware firmware = ElfReader.read(folder.resolve("firmware.elf"), target.name());
            return new Build.Built(firmware);
        }
        return new Build.Refused(overflow(result, target).orElseThrow(() -> failure(result, folder)));
    }

    /**
     * Writes harness, kernels and target header to a folder, for those who build a network by hand; answers the command
     * that does so from the folder above. The image is the same: the linker script knows kernels by their objects' names.
     */
    public String writeRuntime(Target target, Path folder) {
        cache.writeSources(target, folder);
        String runtime = String.valueOf(folder.getFileName());
        return "(cd %s && %s) && %s %s -I%s net.c weights.s %s/*.o %s -T %s -o firmware.elf"
                .formatted(
                        runtime,
                        cache.byHand(target),
                        compiler.executable().getFileName(),
                        String.join(" ", compiler.flags(target)),
                        runtime,
                        runtime,
                        String.join(" ", compiler.linkFlags()),
                        LinkerScript.FILE_NAME);
    }

    private List<String> command(Path objects, Target target, boolean usedOperatorsOnly) {
        List<String> command = new ArrayList<>();
        command.add(compiler.executable().toString());
        command.addAll(compiler.flags(target));
        command.addAll(List.of("-I" + objects.toAbsolutePath(), "net.c", "weights.s"));
        command.addAll(objectsIn(objects));
        command.addAll(compiler.linkFlags(usedOperatorsOnly));
        command.addAll(List.of("-T", LinkerScript.FILE_NAME, "-o", "firmware.elf"));
        return command;
    }

    private static List<String> objectsIn(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.toAbsolutePath().toString())
                    .filter(file -> file.endsWith(".o"))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new ToolchainException("cannot read the object cache " + folder + ": " + e, e);
        }
    }

    private static void writeSources(CProject project, Target target, Placement placement, Path folder) {
        try {
            project.writeTo(folder);
            Files.writeString(
                    folder.resolve(LinkerScript.FILE_NAME),
                    LinkerScript.of(target, placement, STACK_BYTES, project.inputBytes()));
        } catch (IOException e) {
            throw new ToolchainException("cannot write generated sources to " + folder + ": " + e, e);
        }
    }

    private static Optional<Outcome.Rejected> overflow(Command.Result result, Target target) {
        for (Pattern overflow : List.of(REGION_OVERFLOW, LLD_OVERFLOW)) {
            Matcher region = overflow.matcher(result.output());
            if (region.find()) {
                return Optional.of(tooBig("the image exceeds the %s of %s by %s bytes"
                        .formatted(region.group(1), target.name(), region.group(2))));
            }
        }
        Matcher asserted = ASSERTED_OVERFLOW.matcher(result.output());
        if (asserted.find()) {
            return Optional.of(tooBig("the image does not fit the %s of %s, %s bytes"
                    .formatted(asserted.group(1), target.name(), asserted.group(2))));
        }
        return Optional.empty();
    }

    private static Outcome.Rejected tooBig(String detail) {
        return new Outcome.Rejected(Reason.TOO_BIG, detail);
    }

    private static ToolchainException failure(Command.Result result, Path folder) {
        String error = result.output()
                .lines()
                .filter(line -> SAYS_ERROR.matcher(line).find())
                .findFirst()
                .orElseGet(() -> "exit code " + result.exitCode());
        return new ToolchainException("the generated C does not build: %s; the whole text is in %s"
                .formatted(error, folder.resolve("compiler.log")));
    }
}
