package dev.tinyrig.codegen.toolchain;

import static java.time.Duration.ofMinutes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.codegen.Codegen;
import dev.tinyrig.codegen.emit.CProject;
import dev.tinyrig.codegen.emit.Emitter;
import dev.tinyrig.codegen.fixture.CrossTools;
import dev.tinyrig.codegen.fixture.NetworkBuilder;
import dev.tinyrig.codegen.fixture.Networks;
import dev.tinyrig.codegen.network.Network;
import dev.tinyrig.codegen.network.Shape;
import dev.tinyrig.codegen.schedule.Options;
import dev.tinyrig.codegen.schedule.Scheduler;
import dev.tinyrig.rig.firmware.ElfReader;
import dev.tinyrig.rig.firmware.Firmware;
import dev.tinyrig.rig.measure.Bytes;
import dev.tinyrig.rig.measure.Outcome;
import dev.tinyrig.rig.target.MemoryRegion;
import dev.tinyrig.rig.target.Placement.Tcm;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.Targets;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ToolchainTest {
    private static final Path CACHE = Path.of("target/objects");
    private static final Target TARGET = Targets.load().named("stm32f405");
    private static final Network SMALL = new NetworkBuilder("small", new Shape(1, 1, 16), 1)
            .fullyConnected(0, 5)
            .build();

    @TempDir
    private Path folder = Path.of("");

    static Stream<Target> targets() {
        return Targets.load().all().stream();
    }

    @ParameterizedTest
    @MethodSource("targets")
    void buildsForEveryTarget(Target target) {
        Build build = new Codegen(CrossTools.toolchain(CACHE)).compile(Networks.dsCnn(), target, folder);

        assertThat(firmware(build).footprint().arenaBytes()).isEqualTo(16_512);
        assertThat(firmware(build).target()).isEqualTo(target.name());
    }

    @Test
    void sameNetworkSameImage() {
        Toolchain toolchain = CrossTools.toolchain(CACHE);

        String first = firmware(toolchain.build(sources(SMALL), TARGET, folder.resolve("a")))
                .buildId();
        String second = firmware(toolchain.build(sources(SMALL), TARGET, folder.resolve("b")))
                .buildId();

        assertThat(second).isEqualTo(first);
    }

    @Test
    void theCommandForPeopleBuildsTheSameImageWithKernelsInTheItcm() throws Exception {
        Toolchain toolchain = CrossTools.toolchain(CACHE);
        Target target = Targets.load().named("stm32h743");
        Build build = new Codegen(toolchain, Options.DEFAULT.with(Tcm.ALL)).compile(Networks.mbConv(1), target, folder);
        String ours = firmware(build).buildId();
        Files.delete(firmware(build).elf());

        String command = toolchain.writeRuntime(target, folder.resolve("runtime"));
        Command.Result result = Command.run(List.of("sh", "-c", onPath(toolchain, command)), folder, ofMinutes(1));

        assertThat(result.exitCode()).as(result.output()).isZero();
        assertThat(Files.readString(folder.resolve("target.ld"))).contains("> itcm");
        assertThat(ElfReader.read(folder.resolve("firmware.elf"), target.name()).buildId())
                .isEqualTo(ours);
    }

    private static String onPath(Toolchain toolchain, String command) {
        return "PATH=%s:$PATH; %s".formatted(toolchain.compiler().executable().getParent(), command);
    }

    @Test
    void kernelsThatNoLayerUsesAreNotLinked() throws Exception {
        CProject project = sources(SMALL);
        CProject everything = new CProject(project.network(), project.inputBytes(), false, project.files());

        Firmware small = firmware(CrossTools.toolchain(CACHE).build(project, TARGET, folder.resolve("a")));
        Firmware large = firmware(CrossTools.toolchain(CACHE).build(everything, TARGET, folder.resolve("b")));

        assertThat(symbols(small)).contains("kernel_tiled_pointwise_s8").doesNotContain("kernel_planar_depthwise_s8");
        assertThat(symbols(large)).contains("kernel_tiled_pointwise_s8").contains("kernel_planar_depthwise_s8");
    }

    @Test
    void refusesWeightsBeyondTheFlash() {
        Target tight = with(new MemoryRegion("flash", TARGET.flash().origin(), 24 * 1024), TARGET.sram());

        Build build = CrossTools.toolchain(CACHE).build(sources(Networks.dsCnn()), tight, folder);

        assertThat(refusal(build).reason()).isEqualTo(Outcome.Reason.TOO_BIG);
        assertThat(refusal(build).detail()).matches("the image exceeds the flash of stm32f405 by \\d+ bytes");
    }

    @Test
    void refusesAnArenaThatLeavesNoRoomForTheRest() {
        Target tight =
                with(TARGET.flash(), new MemoryRegion("sram", TARGET.sram().origin(), 18 * 1024 + 512));

        Build build = new Codegen(CrossTools.toolchain(CACHE)).compile(Networks.dsCnn(), tight, folder);

        assertThat(refusal(build).reason()).isEqualTo(Outcome.Reason.TOO_BIG);
        assertThat(refusal(build).detail()).matches("the image exceeds the sram of stm32f405 by \\d+ bytes");
    }

    @Test
    void refusesAnArenaBeyondTheSramWithoutCompiling() {
        Target tight =
                with(TARGET.flash(), new MemoryRegion("sram", TARGET.sram().origin(), 16 * 1024));

        Build build = new Codegen(CrossTools.toolchain(CACHE)).compile(Networks.dsCnn(), tight, folder);

        assertThat(refusal(build).detail()).startsWith("arena of 16512 bytes is above the limit of 14336");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void saysTheFirstErrorAndKeepsTheWholeText() throws Exception {
        CProject broken = withFile(sources(SMALL), "net.c", "int a = nonsense;\nint b = more;\n");

        assertThatThrownBy(() -> CrossTools.toolchain(CACHE).build(broken, TARGET, folder))
                .isInstanceOf(ToolchainException.class)
                .hasMessageContaining("net.c:1:9: error: 'nonsense' undeclared")
                .hasMessageEndingWith("the whole text is in " + folder.resolve("compiler.log"));
        assertThat(Files.readString(folder.resolve("compiler.log"))).contains("nonsense", "more");
    }

    @Test
    void saysWhichSymbolIsMissing() {
        CProject broken = withFile(sources(SMALL), "weights.s", "");

        assertThatThrownBy(() -> CrossTools.toolchain(CACHE).build(broken, TARGET, folder))
                .isInstanceOf(ToolchainException.class)
                .hasMessageContaining("undefined reference to `net_dense0_weights'");
    }

    @Test
    void candidatesLeaveTheSharedObjectsAlone() throws Exception {
        Toolchain toolchain = CrossTools.toolchain(folder.resolve("cache"));
        firmware(toolchain.build(sources(SMALL), TARGET, folder.resolve("a")));
        List<String> before = contents(folder.resolve("cache"));

        long start = System.nanoTime();
        firmware(toolchain.build(sources(Networks.mbConv(1)), TARGET, folder.resolve("b")));

        System.out.printf("one candidate built in %d ms%n", (System.nanoTime() - start) / 1_000_000);
        assertThat(before).anyMatch(line -> line.contains("kernel_depthwise.o"));
        assertThat(contents(folder.resolve("cache"))).isEqualTo(before);
    }

    @Test
    void buildersThatStartTogetherShareOneCache() throws Exception {
        Path cache = folder.resolve("cache");
        List<CompletableFuture<Firmware>> builders = Stream.of("a", "b")
                .map(name -> CompletableFuture.supplyAsync(() ->
                        firmware(CrossTools.toolchain(cache).build(sources(SMALL), TARGET, folder.resolve(name)))))
                .toList();

        List<String> images = builders.stream()
                .map(CompletableFuture::join)
                .map(Firmware::buildId)
                .toList();

        assertThat(images.get(0)).isEqualTo(images.get(1));
        try (Stream<Path> folders = Files.list(cache)) {
            assertThat(folders).hasSize(1);
        }
    }

    @Test
    void saysHowToInstallAMissingCompiler() {
        Map<String, String> bare = Map.of("PATH", folder.toString(), "XDG_CACHE_HOME", folder.toString());

        assertThatThrownBy(() -> Compiler.find(bare))
                .isInstanceOf(ToolchainException.class)
                .hasMessage("arm-none-eabi-gcc is not on the PATH: install it with "
                        + "'apt-get install gcc-arm-none-eabi' or set TINYRIG_ARM_GCC to its path; or have Clang with "
                        + "'./tinyrig --no-install search', which fetches it from Maven Central");
    }

    @Test
    void saysThatTheNamedCompilerIsNotThere() {
        Path nowhere = folder.resolve("gcc");

        assertThatThrownBy(() -> Compiler.find(Map.of("TINYRIG_ARM_GCC", nowhere.toString())))
                .isInstanceOf(ToolchainException.class)
                .hasMessage("TINYRIG_ARM_GCC names " + nowhere + ", which is not an executable file");
    }

    private static CProject sources(Network network) {
        return new Emitter().emit(new Scheduler().schedule(network), TARGET.name());
    }

    private static CProject withFile(CProject project, String name, String text) {
        TreeMap<String, Bytes> files = new TreeMap<>(project.files());
        files.put(name, Bytes.of(text.getBytes(StandardCharsets.UTF_8)));
        return new CProject(project.network(), project.inputBytes(), true, files);
    }

    private static Target with(MemoryRegion flash, MemoryRegion sram) {
        return new Target(
                TARGET.name(),
                TARGET.description(),
                TARGET.core(),
                TARGET.fpu(),
                TARGET.port(),
                TARGET.deviceId(),
                TARGET.clocks(),
                flash,
                sram,
                TARGET.otherMemories(),
                TARGET.caches(),
                TARGET.memoryTiming(),
                TARGET.console(),
                TARGET.cyclesPerInstruction());
    }

    private static Firmware firmware(Build build) {
        return build.match(Build.Built::firmware, refused -> {
            throw new AssertionError(refused.toString());
        });
    }

    private static Outcome.Rejected refusal(Build build) {
        return build.match(
                built -> {
                    throw new AssertionError(built.toString());
                },
                Build.Refused::outcome);
    }

    private static String symbols(Firmware firmware) throws Exception {
        return new String(Files.readAllBytes(firmware.elf()), StandardCharsets.ISO_8859_1);
    }

    private static List<String> contents(Path root) throws Exception {
        try (Stream<Path> paths = Files.walk(root)) {
            return paths.map(path -> path + " " + path.toFile().lastModified())
                    .sorted()
                    .toList();
        }
    }
}
