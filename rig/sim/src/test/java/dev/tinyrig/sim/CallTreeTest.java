package dev.tinyrig.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tinyrig.sim.MachineDescription.Core;
import dev.tinyrig.sim.isa.Kind;
import dev.tinyrig.sim.profile.CallTree;
import dev.tinyrig.sim.profile.Profile;
import dev.tinyrig.sim.profile.Profile.Call;
import dev.tinyrig.sim.profile.Trace;
import dev.tinyrig.sim.timing.Cause;
import dev.tinyrig.sim.timing.TimingDescription;
import dev.tinyrig.sim.timing.TimingDescription.Caches;
import dev.tinyrig.sim.timing.TimingDescription.FlashLines;
import dev.tinyrig.sim.timing.TimingDescription.LineFills;
import dev.tinyrig.sim.timing.TimingDescription.Tcm;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Who called whom, and what it cost. */
class CallTreeTest {
    private static final TimingDescription TIMING = new TimingDescription(
            new FlashLines(16, 64, 8), new Caches(4096, 4096), new Tcm(0, 0), new LineFills(13, 5));
    private static final int F = Snippet.CODE + 0x40;
    private static final int G = Snippet.CODE + 0x80;
    private static final int NOP = 0xbf00;
    private static final int RETURN = 0x4770;
    private static final int PUSH_LR = 0xb500;
    private static final int POP_PC = 0xbd00;
    private static final int SVC = 0xdf00;

    /** BL over less than 2 KB forwards. */
    private static int[] call(int from, int to) {
        return new int[] {0xf000, 0xf800 | (to - from - 4) >> 1};
    }

    private static int[] joined(int[]... parts) {
        return Arrays.stream(parts).flatMapToInt(Arrays::stream).toArray();
    }

    private static Snippet snippet(Core core, int... halfwords) {
        return Snippet.timed(core, TIMING, halfwords);
    }

    /** Calls F twice, which calls G. */
    private static Snippet nested(Core core) {
        int[] main = joined(call(Snippet.CODE, F), call(Snippet.CODE + 4, F), new int[] {NOP});
        return snippet(core, main)
                .code(F, joined(new int[] {PUSH_LR}, call(F + 2, G), new int[] {POP_PC}))
                .code(G, NOP, NOP, RETURN);
    }

    private static CallTree watched(Snippet snippet, Integer... functions) {
        CallTree tree =
                new CallTree(snippet.cpu(), snippet.machine.causes().orElseThrow(), Set.of(functions)::contains);
        snippet.machine.watch(List.of(tree));
        return tree;
    }

    private static Call only(List<Call> calls, int function) {
        return calls.stream()
                .filter(call -> call.function() == function)
                .reduce((one, other) -> {
                    throw new AssertionError("two calls of one function");
                })
                .orElseThrow();
    }

    @ParameterizedTest
    @EnumSource(Core.class)
    void everyCycleAndInstructionIsSomebodys(Core core) {
        Snippet snippet = nested(core);
        CallTree tree = watched(snippet);

        snippet.run();
        Profile profile = tree.profile();

        assertThat(profile.cycles()).isEqualTo(snippet.machine.cycles()).isPositive();
        assertThat(profile.instructions()).isEqualTo(snippet.machine.executed());
        assertThat(profile.spent()).isEqualTo(positive(snippet));
        assertThat(profile.mix().values().stream()
                        .mapToLong(Profile.Share::cycles)
                        .sum())
                .isEqualTo(profile.cycles());
        assertThat(profile.mix()
                        .getOrDefault(Kind.BRANCH, new Profile.Share(0, 0))
                        .instructions())
                .as("BL and BX")
                .isEqualTo(6);
    }

    private static Map<Cause, Long> positive(Snippet snippet) {
        Map<Cause, Long> total = snippet.machine.causes().orElseThrow().total();
        total.values().removeIf(cycles -> cycles == 0);
        return total;
    }

    @Test
    void calleesAreUnderWhoCalledThemFromWhere() {
        Snippet snippet = nested(Core.CORTEX_M4);
        CallTree tree = watched(snippet);

        snippet.run();
        Call main = only(tree.profile().roots(), Snippet.CODE);

        assertThat(main.callees()).extracting(Call::function).containsExactly(F, F);
        assertThat(main.callees()).extracting(Call::caller).containsExactly(Snippet.CODE + 4, Snippet.CODE + 8);
        Call g = only(main.callees().get(1).callees(), G);
        assertThat(g.calls()).isEqualTo(1);
        assertThat(g.instructions()).isEqualTo(3);
        assertThat(main.instructions()).as("BL, BL, NOP, BKPT").isEqualTo(4);
        assertThat(tree.callers()).isEmpty();
    }

    @Test
    void functionThatIsJumpedToReturnsForTheOneThatJumped() {
        Snippet snippet = snippet(Core.CORTEX_M4, joined(call(Snippet.CODE, F), new int[] {NOP}))
                .code(F, 0xe000 | (G - F - 4) >> 1)
                .code(G, NOP, RETURN);
        CallTree tree = watched(snippet, Snippet.CODE, F, G);

        snippet.run();
        Call main = only(tree.profile().roots(), Snippet.CODE);

        assertThat(main.callees()).extracting(Call::function).containsExactly(F);
        assertThat(only(only(main.callees(), F).callees(), G).instructions()).isEqualTo(2);
        assertThat(main.instructions()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(Core.class)
    void handlersHaveStacksOfTheirOwnAndReturnToTheInterrupted(Core core) {
        Snippet snippet = snippet(core, joined(call(Snippet.CODE, F), new int[] {NOP}))
                .code(F, PUSH_LR, SVC, NOP, POP_PC)
                .code(Snippet.handler(11), joined(new int[] {NOP, NOP}, new int[] {RETURN}));
        CallTree tree = watched(snippet);

        snippet.run();
        Profile profile = tree.profile();
        Call main = only(profile.roots(), Snippet.CODE);

        assertThat(only(profile.roots(), Snippet.handler(11)).instructions()).isEqualTo(3);
        assertThat(only(main.callees(), F).instructions()).isEqualTo(4);
        assertThat(main.instructions()).as("BL, NOP, BKPT").isEqualTo(3);
        assertThat(profile.cycles()).isEqualTo(snippet.machine.cycles());
        assertThat(profile.spent().get(Cause.EXCEPTION)).isPositive();
    }

    @Test
    void callersOfWhatFaultedAreKept() {
        Snippet snippet = nested(Core.CORTEX_M7).code(G, 0x6808).register(1, 0x60000000);
        CallTree tree = watched(snippet);

        assertThat(snippet.runToBreakpoint()).isEqualTo(3);

        assertThat(tree.interruptedCallers()).containsExactly(F + 6, Snippet.CODE + 4);
        assertThat(tree.callers()).isEmpty();
    }

    @Test
    void sleepIsACauseToo() {
        Snippet snippet = snippet(Core.CORTEX_M4, 0x6008, 0x6015, 0xbf30, NOP)
                .code(Snippet.handler(15), RETURN)
                .register(1, 0xe000e014)
                .register(0, 10_000)
                .register(2, 0xe000e010)
                .register(5, 7);
        CallTree tree = watched(snippet);

        snippet.run();

        assertThat(tree.profile().spent().get(Cause.SLEEP)).isBetween(9_900L, 10_000L);
        assertThat(tree.profile().cycles()).isEqualTo(snippet.machine.cycles());
    }

    @Test
    void whatCameSinceIsTheDifference() {
        Snippet snippet = nested(Core.CORTEX_M4);
        CallTree tree = watched(snippet);

        snippet.machine.run(4);
        Profile before = tree.profile();
        long cyclesBefore = snippet.machine.cycles();
        snippet.run();
        Profile since = tree.profile().since(before);

        assertThat(since.cycles()).isEqualTo(snippet.machine.cycles() - cyclesBefore);
        assertThat(since.instructions()).isEqualTo(snippet.machine.executed() - 4);
    }

    @Test
    void traceIsALineForEachInstructionUpToItsLimit() {
        Snippet snippet = nested(Core.CORTEX_M4);
        StringBuilder out = new StringBuilder();
        Trace trace = new Trace(snippet.cpu(), out, 3, address -> Optional.of("place" + (address & 0xff)));
        snippet.machine.watch(List.of(trace));

        snippet.run();

        assertThat(out.toString().replace("\r", ""))
                .isEqualTo(
                        """
                        place0:
                                   0  0x08000200  f000 f81e  bl 0x8000240
                        place64:
                                   3  0x08000240  b500       push {lr}
                                   5  0x08000242  f000 f81d  bl 0x8000280
                        """);
        assertThat(trace.leftOut()).isEqualTo(snippet.machine.executed() - 3);
    }

    @Test
    void traceSaysWhichConditionsFailed() {
        Snippet snippet = snippet(Core.CORTEX_M4, 0xbf08, 0x2001).flags(0);
        StringBuilder out = new StringBuilder();
        snippet.machine.watch(List.of(new Trace(snippet.cpu(), out, 9, address -> Optional.empty())));

        snippet.run();

        assertThat(out.toString()).contains("it eq", "mov r0, #1  ; condition failed");
    }

    @Test
    void onlyAMachineWithACycleModelCanBeWatched() {
        Machine machine = Snippet.of(NOP).machine;

        assertThatThrownBy(() -> machine.watch(List.of()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("only a machine with a cycle model can be watched");
    }
}
