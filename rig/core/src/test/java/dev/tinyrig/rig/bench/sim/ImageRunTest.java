package dev.tinyrig.rig.bench.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tinyrig.rig.bench.sim.ImageRun.Ending;
import dev.tinyrig.rig.bench.sim.ImageRun.UnknownPeripherals;
import dev.tinyrig.rig.firmware.Image;
import dev.tinyrig.rig.firmware.Symbols;
import dev.tinyrig.rig.target.Target;
import dev.tinyrig.rig.target.TargetException;
import dev.tinyrig.rig.target.Targets;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Images as others build them: small C programs for the STM32F405 without any of our harness. */
final class ImageRunTest {
    private static final String GCC = "arm-none-eabi-gcc";
    private static final Target F405 = Targets.load().named("stm32f405");
    private static final Duration PATIENCE = Duration.ofMillis(200);

    private static final String COMMON =
            """
            #define REG(address) (*(volatile unsigned *)(address))
            #define FAR __attribute__((noinline, noclone))
            void start(void);
            void hang(void) { for (;;) {} }
            __attribute__((weak)) void usart1(void);
            __attribute__((weak)) void pendsv(void);
            __attribute__((section(".vectors"), used)) void *const vectors[64] = {
                (void *)0x20001000, start, hang, hang, hang, hang, hang, [14] = pendsv, [16 + 37] = usart1};
            void say(const char *text) { while (*text) { REG(0x40011004) = *text++; } }
            """;

    private static final String LINKER_SCRIPT =
            """
            ENTRY(start)
            SECTIONS {
                .text 0x08000000 : { KEEP(*(.vectors)) *(.text*) *(.rodata*) }
                .bss 0x20000000 (NOLOAD) : { *(.bss*) *(COMMON) }
                /DISCARD/ : { *(.ARM.*) }
            }
            """;

    private final Path folder;
    private final ByteArrayOutputStream console = new ByteArrayOutputStream();

    ImageRunTest(@TempDir Path folder) {
        this.folder = folder;
    }

    @BeforeEach
    void needsTheCrossCompiler() {
        assumeTrue(
                Stream.of(System.getenv("PATH").split(":")).anyMatch(d -> Files.isExecutable(Path.of(d, GCC))),
                GCC + " is not installed: NO foreign image ran");
    }

    private Image image(String program) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("program.c"), COMMON + program);
        Files.writeString(folder.resolve("program.ld"), LINKER_SCRIPT);
        Process gcc = new ProcessBuilder(List.of(
                        GCC,
                        "-O1",
                        "-mcpu=cortex-m4",
                        "-mthumb",
                        "-ffreestanding",
                        "-nostdlib",
                        "-fno-optimize-sibling-calls",
                        "-T",
                        "program.ld",
                        "program.c",
                        "-o",
                        "program.elf"))
                .directory(folder.toFile())
                .inheritIO()
                .start();
        assertThat(gcc.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(gcc.exitValue()).isZero();
        return Image.read(folder.resolve("program.elf"), F405);
    }

    private ImageRun.Result run(String program, ImageRun.Setting setting) throws IOException, InterruptedException {
        return new ImageRun(image(program), setting, console::write, Explanation.PROFILE).run();
    }

    private static ImageRun.Setting setting(UnknownPeripherals unknown, String input, String until) {
        return new ImageRun.Setting(F405, Optional.empty(), unknown, Optional.of(input), Optional.of(until), PATIENCE);
    }

    private String said() {
        return console.toString(StandardCharsets.ISO_8859_1);
    }

    @Test
    void inputByInterruptWakesTheImage() throws Exception {
        String program =
                """
                void usart1(void) { unsigned one = REG(0x40011004); REG(0x40011004) = one; if (one == '!') say("done"); }
                void start(void) {
                    REG(0x4001100c) = 0x202c; REG(0xe000e104) = 1 << 5;
                    say("ready ");
                    for (;;) __asm__("wfi");
                }
                """;

        ImageRun.Result result = run(program, setting(UnknownPeripherals.FAULT, "hi!", "done"));

        assertThat(result.ending()).isEqualTo(Ending.SEEN);
        assertThat(said()).isEqualTo("ready hi!done");
    }

    @Test
    void inputComesToAnImageThatSpinsUntilItsInterruptSetsAFlag() throws Exception {
        String program =
                """
                volatile unsigned got;
                void usart1(void) { got = REG(0x40011004); }
                void start(void) {
                    got = 0; REG(0x4001100c) = 0x202c; REG(0xe000e104) = 1 << 5;
                    while (!got) {}
                    REG(0x40011004) = got;
                    for (;;) __asm__("wfi");
                }
                """;

        ImageRun.Result result = run(program, setting(UnknownPeripherals.FAULT, "x", "x"));

        assertThat(result.ending()).isEqualTo(Ending.SEEN);
    }

    @Test
    void everyByteEverWrittenCountsOnce() throws Exception {
        String program =
                """
                static volatile char bytes[1000];
                FAR void fill(void) { for (int i = 0; i < 300; i++) bytes[i] = 1; for (int i = 0; i < 300; i++) bytes[i] = 2; }
                void start(void) { volatile char frame[64]; frame[0] = 1; fill(); for (;;) __asm__("wfi"); }
                """;

        ImageRun.Result result = run(program, ImageRun.Setting.of(F405, PATIENCE));

        assertThat(result.ending()).isEqualTo(Ending.IDLE);
        assertThat(result.memory().touchedBytes().get("sram")).isBetween(301L, 320L);
        assertThat(result.memory().stackBytes()).isBetween(64L, 80L);
        assertThat(result.instructions()).isGreaterThan(600);
    }

    /** Two tasks that PendSV switches between, as operating systems do it. */
    private static final String TASKS =
            """
            static unsigned one[256], other[256], *saved[2], now;
            FAR unsigned *choose(unsigned *sp) { saved[now] = sp; now ^= 1; return saved[now]; }
            __attribute__((naked)) void pendsv(void) {
                __asm__("mrs r0, psp\\n\\tstmdb r0!, {r4-r11}\\n\\tbl choose\\n\\tldmia r0!, {r4-r11}\\n\\tmsr psp, r0\\n\\t"
                        "mvn lr, #2\\n\\tbx lr");
            }
            FAR void yield(void) { REG(0xe000ed04) = 1 << 28; __asm__ volatile("dsb\\n\\tisb" ::: "memory"); }
            FAR void dig(unsigned depth) { volatile char frame[32]; frame[0] = depth; if (depth) { dig(depth - 1); } yield(); }
            FAR void second(void) { for (;;) { dig(5); say("2"); } }
            FAR void first(void) { dig(1); say("1"); dig(1); say("."); for (;;) __asm__("wfi"); }
            void start(void) {
                now = 0; saved[0] = &one[256]; saved[1] = &other[240];
                other[240 + 8 + 6] = (unsigned)second; other[240 + 8 + 7] = 1 << 24;
                __asm__ volatile("msr psp, %0\\n\\tmsr control, %1\\n\\tisb\\n\\tb first" :: "r"(&one[256]), "r"(2));
            }
            """;

    @Test
    void theStackOfEachTaskIsMeasured() throws Exception {
        ImageRun.Result result = run(TASKS, setting(UnknownPeripherals.FAULT, "", "."));

        assertThat(result.ending()).isEqualTo(Ending.SEEN);
        assertThat(said()).startsWith("1");
        assertThat(result.memory().taskStacks()).hasSize(2);
        assertThat(result.memory().taskStacks().get(0).bytes()).isBetween(64L, 300L);
        assertThat(result.memory().taskStacks().get(1).bytes()).isBetween(250L, 600L);
        assertThat(result.memory().stackBytes()).as("handlers only").isLessThan(64);
    }

    @Test
    void callsOfATaskGoOnWhenItDoes() throws Exception {
        ImageProfile profile =
                run(TASKS, setting(UnknownPeripherals.FAULT, "", ".")).profile();

        assertThat(profile.collapsedStacks())
                .containsPattern("(?m)^start;first;dig;dig;yield \\d+$")
                .containsPattern("(?m)^second;dig;dig;dig;dig;dig;dig;yield \\d+$")
                .containsPattern("(?m)^pendsv;choose \\d+$");
        assertThat(profile.functions()).extracting(ImageProfile.Row::name).contains("first", "second", "pendsv");
    }

    @Test
    void everyCycleAndInstructionOfARunIsInItsProfile() throws Exception {
        ImageRun.Result result = run(TASKS, setting(UnknownPeripherals.FAULT, "", "."));

        long own = result.profile().functions().stream()
                .mapToLong(ImageProfile.Row::cycles)
                .sum();
        long stacks = result.profile()
                .collapsedStacks()
                .lines()
                .mapToLong(line -> Long.parseLong(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
        assertThat(own).isEqualTo(result.cycles());
        assertThat(stacks).isEqualTo(result.cycles());
        assertThat(result.profile().profile().instructions()).isEqualTo(result.instructions());
        assertThat(ProfileText.of(result.profile()).lines().filter(line -> line.endsWith("  all")))
                .singleElement()
                .asString()
                .contains(String.format(Locale.ROOT, "%,d", result.cycles()));
    }

    @Test
    void theSameRunTakesTheSameCycles() throws Exception {
        ImageRun.Result once = run(TASKS, setting(UnknownPeripherals.FAULT, "", "."));
        ImageRun.Result again = run(TASKS, setting(UnknownPeripherals.FAULT, "", "."));

        assertThat(again.cycles()).isEqualTo(once.cycles());
        assertThat(again.profile().collapsedStacks()).isEqualTo(once.profile().collapsedStacks());
    }

    @Test
    void withoutSymbolsTheProfileHasAddresses() throws Exception {
        Image named = image(TASKS);
        Image bare = new Image(named.file(), named.segments(), named.vectorTable(), Symbols.NONE);

        ImageRun.Result result = new ImageRun(
                        bare, setting(UnknownPeripherals.FAULT, "", "."), console::write, Explanation.PROFILE)
                .run();

        assertThat(result.profile().functions())
                .extracting(ImageProfile.Row::name)
                .allMatch(name -> name.matches("0x0800[0-9a-f]{4}"));
        assertThat(result.profile().profile().cycles()).isEqualTo(result.cycles());
    }

    @Test
    void explainingARunChangesNothingInIt() throws Exception {
        Image image = image(TASKS);
        ImageRun.Setting setting = setting(UnknownPeripherals.FAULT, "", ".");

        ImageRun.Result plain = new ImageRun(image, setting, console::write).run();
        ImageRun.Result explained = new ImageRun(image, setting, console::write, Explanation.PROFILE).run();

        assertThat(plain.cycles()).isEqualTo(explained.cycles());
        assertThat(plain.instructions()).isEqualTo(explained.instructions());
        assertThat(plain.memory()).isEqualTo(explained.memory());
        assertThat(plain.profile().functions()).isEmpty();
    }

    @Test
    void withoutAProfileCallersAreFoundOnTheStack() throws Exception {
        Image image = image(
                """
                FAR unsigned inner(unsigned address) { unsigned value = REG(address); __asm__ volatile("" ::: "memory"); return value; }
                FAR unsigned middle(unsigned address) { return inner(address) + 1; }
                void start(void) { REG(0x20000000) = middle(0x60000000) + 1; hang(); }
                """);

        ImageRun.Result result = new ImageRun(image, ImageRun.Setting.of(F405, PATIENCE), console::write).run();

        assertThat(result.fault().orElseThrow())
                .contains("back trace (return addresses on the stack")
                .containsSubsequence("inner+0x", "middle+0x", "start+0x");
    }

    @Test
    void aFaultIsExplained() throws Exception {
        String program =
                """
                FAR unsigned inner(unsigned address) { unsigned value = REG(address); __asm__ volatile("" ::: "memory"); return value; }
                FAR unsigned middle(unsigned address) { return inner(address) + 1; }
                void start(void) { say("about to fail\\n"); REG(0x20000000) = middle(0x60000000) + 1; hang(); }
                """;

        ImageRun.Result result = run(program, ImageRun.Setting.of(F405, PATIENCE));

        assertThat(result.ending()).isEqualTo(Ending.FAULTED);
        assertThat(result.cycles()).as("a spinning handler is not waited for").isLessThan(1_000_000);
        assertThat(result.fault().orElseThrow())
                .contains("fault: PRECISERR (data access that nothing answers)")
                .contains("accessing 0x60000000")
                .contains("r0  0x60000000")
                .contains("  BFARVALID: BFAR holds the address")
                .contains("  FORCED: no handler of its own was enabled, so it became a HardFault")
                .containsSubsequence("inner+0x", "middle+0x", "start+0x", "  about to fail");
    }

    @Test
    void anImageWithoutStackLocksUpAndSaysSo() throws Exception {
        String program =
                "void start(void) { __asm__ volatile(\"mov sp, %0\\n\\tpush {r0}\" :: \"r\"(0x70000000)); hang(); }";

        ImageRun.Result result = run(program, ImageRun.Setting.of(F405, PATIENCE));

        assertThat(result.ending()).isEqualTo(Ending.FAULTED);
        assertThat(result.fault().orElseThrow()).contains("PRECISERR", "accessing 0x6ffffffc", "STKERR");
    }

    @Test
    void unknownPeripheralsAnswerByPolicy() throws Exception {
        String program =
                """
                void start(void) {
                    while (!(REG(0x50060804) & 1)) {}
                    while (REG(0x50060804) & 1) {}
                    say("ready");
                    for (;;) __asm__("wfi");
                }
                """;

        assertThat(run(program, setting(UnknownPeripherals.READY, "", "ready")).ending())
                .isEqualTo(Ending.SEEN);
        assertThat(run(program, setting(UnknownPeripherals.ZERO, "", "ready")).ending())
                .isEqualTo(Ending.TIME_OUT);
        assertThat(run(program, setting(UnknownPeripherals.FAULT, "", "ready")).ending())
                .isEqualTo(Ending.FAULTED);
    }

    @Test
    void theConsoleMayBeAnotherSerialPort() throws Exception {
        String program = "void start(void) { REG(0x40004804) = 'A'; say(\"bc\"); for (;;) __asm__(\"wfi\"); }";

        ImageRun.Result other = run(program, ImageRun.Setting.of(F405, PATIENCE));
        String onUsart1 = said();
        console.reset();
        run(
                program,
                new ImageRun.Setting(
                        F405,
                        Optional.of("3"),
                        UnknownPeripherals.READY,
                        Optional.empty(),
                        Optional.empty(),
                        PATIENCE));

        assertThat(onUsart1).isEqualTo("bc");
        assertThat(other.sentElsewhere()).containsEntry("USART3", 1L);
        assertThat(said()).isEqualTo("A");
    }

    @Test
    void namesTheSerialPortsWhenThereIsNoSuchOne() {
        ImageRun.Setting setting = new ImageRun.Setting(
                F405, Optional.of("9"), UnknownPeripherals.READY, Optional.empty(), Optional.empty(), PATIENCE);

        assertThatThrownBy(setting::description)
                .isInstanceOf(TargetException.class)
                .hasMessage(
                        "stm32f405 has no serial port '9'; known are [USART1, USART2, USART3, UART4, UART5, USART6]");
    }
}
