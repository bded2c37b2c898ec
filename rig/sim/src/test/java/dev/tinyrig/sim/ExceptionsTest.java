package dev.tinyrig.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.sim.cpu.ExceptionUnit;
import org.junit.jupiter.api.Test;

class ExceptionsTest {
    private static final int SVC = 0xdf05;
    private static final int RETURN = 0x4770;
    private static final int COUNT = 0x3701;
    private static final int SELF = 0xe7fe;
    private static final int WFI = 0xbf30;
    private static final int[] READ_IPSR = {0xf3ef, 0x8005};
    private static final int SYSTICK_CTRL = 0xe000e010;
    private static final int SYSTICK_LOAD = 0xe000e014;
    private static final int SHCSR = 0xe000ed24;
    private static final int CFSR = 0xe000ed28;
    private static final int BUS_FAULT_ENABLE = 1 << 17;

    @Test
    void supervisorCallRunsItsHandlerAndComesBack() {
        Snippet snippet = Snippet.of(SVC, 0x2401)
                .code(Snippet.handler(11), READ_IPSR[0], READ_IPSR[1], COUNT, RETURN)
                .register(0, 77)
                .register(7, 0)
                .run();

        assertThat(snippet.r(7)).as("the handler ran").isEqualTo(1);
        assertThat(snippet.r(4)).as("what follows ran").isEqualTo(1);
        assertThat(snippet.r(0)).as("the frame restored it").isEqualTo(77);
        assertThat(snippet.r(13)).isEqualTo(Snippet.STACK);
    }

    @Test
    void handlerSeesItsNumberAndTheFrame() {
        Snippet snippet = Snippet.of(SVC)
                .code(Snippet.handler(11), READ_IPSR[0], READ_IPSR[1], 0xbe0b)
                .register(0, 77)
                .register(14, 99)
                .flags(0b1010);

        int breakpoint = snippet.runToBreakpoint();

        assertThat(breakpoint).isEqualTo(11);
        assertThat(snippet.r(0)).isEqualTo(ExceptionUnit.SVCALL);
        assertThat(snippet.r(14)).isEqualTo(0xfffffff9);
        int frame = Snippet.STACK - 32;
        assertThat(snippet.r(13)).isEqualTo(frame);
        assertThat(snippet.wordAt(frame)).isEqualTo(77);
        assertThat(snippet.wordAt(frame + 20)).isEqualTo(99);
        assertThat(snippet.wordAt(frame + 24)).isEqualTo(Snippet.CODE + 2);
        assertThat(snippet.wordAt(frame + 28)).isEqualTo(0xa1000000);
    }

    @Test
    void unmappedAccessEscalatesToHardFaultWithItsAddress() {
        Snippet snippet = Snippet.of(0x6808).register(1, 0x60000000);

        int breakpoint = snippet.runToBreakpoint();

        assertThat(breakpoint).isEqualTo(ExceptionUnit.HARD_FAULT);
        assertThat(snippet.cpu().exceptions.hfsr).isEqualTo(1 << 30);
        assertThat(snippet.cpu().exceptions.cfsr).isEqualTo(1 << 15 | 1 << 9);
        assertThat(snippet.cpu().exceptions.bfar).isEqualTo(0x60000000);
    }

    @Test
    void enabledBusFaultRunsItsOwnHandler() {
        Snippet snippet = Snippet.of(0x6008, 0x6812)
                .register(0, BUS_FAULT_ENABLE)
                .register(1, SHCSR)
                .register(2, 0x60000000);

        assertThat(snippet.runToBreakpoint()).isEqualTo(5);
        assertThat(snippet.cpu().exceptions.hfsr).isZero();
    }

    @Test
    void faultInTheHardFaultHandlerLocksUp() {
        Snippet snippet = Snippet.of(0x6808).register(1, 0x60000000).code(Snippet.handler(3), 0x6808);

        Stop stop = snippet.machine.run(1000);

        assertThat(stop).isInstanceOf(Stop.LockedUp.class);
        assertThat(stop.toString()).contains("PRECISERR").contains("pc=0x080010c0");
    }

    @Test
    void stackOverflowBelowRamReachesTheHardFaultHandler() {
        Snippet snippet = Snippet.of(0xb506).register(13, Snippet.RAM + 4);

        assertThat(snippet.runToBreakpoint()).isEqualTo(ExceptionUnit.HARD_FAULT);
        assertThat(snippet.cpu().exceptions.cfsr & 1 << 12).as("STKERR").isNotZero();
    }

    @Test
    void unalignedWordIsAUsageFaultOnlyWhileThatIsTrapped() {
        int ccr = 0xe000ed14;
        int[] code = {0x6008, 0x6814, 0x6008, 0x6814};
        Snippet allowed = Snippet.of(code)
                .register(0, 0x200)
                .register(1, ccr)
                .register(2, Snippet.RAM + 2)
                .run();
        Snippet trapped = Snippet.of(code).register(0, 0x208).register(1, ccr).register(2, Snippet.RAM + 2);

        assertThat(trapped.runToBreakpoint()).isEqualTo(ExceptionUnit.HARD_FAULT);
        assertThat(trapped.machine.lastFault().orElseThrow().toString())
                .startsWith("UNALIGNED")
                .contains("CCR.UNALIGN_TRP");
        assertThat(allowed.machine.lastFault()).isEmpty();
    }

    @Test
    void divisionByZeroIsAUsageFaultOnlyWhileThatIsTrapped() {
        int[] code = {0x6008, 0xfbb3, 0xf4f5};
        Snippet allowed = Snippet.of(code)
                .register(0, 0x200)
                .register(1, 0xe000ed14)
                .register(3, 7)
                .register(5, 0)
                .run();
        Snippet trapped = Snippet.of(code)
                .register(0, 0x210)
                .register(1, 0xe000ed14)
                .register(3, 7)
                .register(5, 0);

        assertThat(allowed.r(4)).isZero();
        assertThat(trapped.runToBreakpoint()).isEqualTo(ExceptionUnit.HARD_FAULT);
        assertThat(trapped.machine.lastFault().orElseThrow().toString()).startsWith("DIVBYZERO");
    }

    @Test
    void pairsAndListsMustBeAligned() {
        Snippet pair = Snippet.of(0xe9d1, 0x0200).register(1, Snippet.RAM + 2);
        Snippet list = Snippet.of(0xc905).register(1, Snippet.RAM + 2);

        assertThat(pair.runToBreakpoint()).isEqualTo(ExceptionUnit.HARD_FAULT);
        assertThat(list.runToBreakpoint()).isEqualTo(ExceptionUnit.HARD_FAULT);
        assertThat(pair.machine.lastFault().orElseThrow().toString())
                .startsWith("UNALIGNED")
                .contains("ldrd");
        assertThat(list.machine.lastFault().orElseThrow().toString())
                .startsWith("UNALIGNED")
                .contains("ldm");
    }

    @Test
    void wordAcrossTheEndOfRamIsABusFault() {
        Snippet last = Snippet.of(0x6808)
                .register(1, Snippet.RAM + Snippet.RAM_BYTES - 4)
                .run();
        Snippet across = Snippet.of(0x6008).register(1, Snippet.RAM + Snippet.RAM_BYTES - 2);

        assertThat(last.machine.lastFault()).isEmpty();
        assertThat(across.runToBreakpoint()).isEqualTo(ExceptionUnit.HARD_FAULT);
        assertThat(across.cpu().exceptions.bfar).isEqualTo(Snippet.RAM + Snippet.RAM_BYTES - 2);
    }

    @Test
    void flashCannotBeWrittenAtRunTime() {
        Snippet snippet = Snippet.of(0x6008).register(1, Snippet.FLASH + 0x100);

        assertThat(snippet.runToBreakpoint()).isEqualTo(ExceptionUnit.HARD_FAULT);
        assertThat(snippet.machine.lastFault().orElseThrow().toString())
                .contains("flash cannot be written at run time");
    }

    @Test
    void undefinedBitsAreNamedWithTheirAddress() {
        Snippet snippet = Snippet.of(0xbf00, 0xeac0, 0x8001);

        assertThat(snippet.runToBreakpoint()).isEqualTo(ExceptionUnit.HARD_FAULT);
        assertThat(snippet.machine.lastFault().orElseThrow().toString())
                .startsWith("UNDEFINSTR")
                .contains("pc=0x08000202")
                .contains("eac0 8001");
    }

    @Test
    void vectorTableThatCannotBeReadIsAHardFault() {
        Snippet snippet = Snippet.of(SVC);
        snippet.cpu().exceptions.vectorTable = Snippet.RAM + Snippet.RAM_BYTES - 0x20;
        snippet.word(Snippet.RAM + Snippet.RAM_BYTES - 0x20 + 12, Snippet.handler(3) | 1);

        assertThat(snippet.runToBreakpoint()).isEqualTo(ExceptionUnit.HARD_FAULT);
        assertThat(snippet.cpu().exceptions.hfsr & 2).as("VECTTBL").isNotZero();
        assertThat(snippet.cpu().exceptions.current()).isEqualTo(ExceptionUnit.HARD_FAULT);
    }

    @Test
    void lazySaveThatCannotBeWrittenSaysSo() {
        int vadd = 0xee30;
        Snippet snippet = Snippet.of(vadd, 0x0a81, SVC)
                .code(Snippet.handler(11), vadd, 0x0a81, RETURN)
                .register(13, Snippet.STACK);
        Snippet broken = Snippet.of(vadd, 0x0a81, SVC).code(Snippet.handler(11), 0x6008, vadd, 0x0a81, RETURN);
        broken.register(0, 0x60000000).register(1, 0xe000ef38);

        snippet.run();

        assertThat(broken.runToBreakpoint()).isEqualTo(ExceptionUnit.HARD_FAULT);
        assertThat(broken.cpu().exceptions.cfsr & 1 << 13).as("LSPERR").isNotZero();
    }

    @Test
    void returnThatDoesNotFitTheNestingIsAUsageFault() {
        // mvn lr, #14: 0xfffffff1, to a handler, while none is interrupted
        Snippet snippet = Snippet.of(SVC).code(Snippet.handler(11), 0xf06f, 0x0e0e, RETURN);

        assertThat(snippet.runToBreakpoint()).isEqualTo(ExceptionUnit.HARD_FAULT);
        assertThat(snippet.machine.lastFault().orElseThrow().toString())
                .startsWith("INVPC")
                .contains("returns to handler mode while 1 are active");
    }

    @Test
    void pendingExceptionsFollowEachOtherByPriority() {
        // PendSV and SysTick pended at once, SysTick more urgent: str r0, [r1] of ICSR
        Snippet snippet = Snippet.of(0x6008, 0xbf00)
                .code(Snippet.handler(14), 0x0136, 0x3602, RETURN)
                .code(Snippet.handler(15), 0x0136, 0x3601, RETURN)
                .register(0, 1 << 28 | 1 << 26)
                .register(1, 0xe000ed04)
                .register(6, 0);
        snippet.cpu().exceptions.state.setPriority(14, 0xf0);

        snippet.run();

        assertThat(snippet.r(6)).as("SysTick, then PendSV").isEqualTo(0x12);
    }

    @Test
    void branchToAnEvenAddressIsAUsageFault() {
        Snippet snippet = Snippet.of(RETURN).register(14, Snippet.CODE);

        assertThat(snippet.runToBreakpoint()).isEqualTo(ExceptionUnit.HARD_FAULT);
        assertThat(snippet.machine.lastFault().orElseThrow().toString()).startsWith("INVSTATE");
    }

    @Test
    void jumpToNowhereIsAnInstructionBusFault() {
        Snippet snippet = Snippet.of(RETURN).register(14, 0x30000001);

        assertThat(snippet.runToBreakpoint()).isEqualTo(ExceptionUnit.HARD_FAULT);
        assertThat(snippet.machine.lastFault().orElseThrow().toString())
                .startsWith("IBUSERR")
                .contains("pc=0x30000000");
    }

    @Test
    void faultStatusIsClearedByWritingOnes() {
        Snippet snippet = Snippet.of(0x6808)
                .code(Snippet.handler(3), 0x6822, 0x6022, 0x6823, 0xbe00)
                .register(1, 0x60000000)
                .register(4, CFSR);

        snippet.runToBreakpoint();

        assertThat(snippet.wordAt(Snippet.STACK - 32 + 24)).isEqualTo(Snippet.CODE);
        assertThat(snippet.r(2)).isNotZero();
        assertThat(snippet.r(3)).isZero();
    }

    @Test
    void sysTickInterruptsEveryPeriod() {
        Snippet snippet = Snippet.of(0x6008, 0x6015, SELF)
                .code(Snippet.handler(15), COUNT, RETURN)
                .register(1, SYSTICK_LOAD)
                .register(0, 99)
                .register(2, SYSTICK_CTRL)
                .register(5, 7)
                .register(7, 0);

        Stop stop = snippet.machine.run(1000);

        assertThat(stop).isEqualTo(new Stop.Limit());
        assertThat(snippet.r(7)).isBetween(9, 10);
    }

    @Test
    void waitingSkipsToTheNextTick() {
        Snippet snippet = Snippet.of(0x6008, 0x6015, WFI, 0x2401)
                .code(Snippet.handler(15), COUNT, RETURN)
                .register(1, SYSTICK_LOAD)
                .register(0, 1_000_000)
                .register(2, SYSTICK_CTRL)
                .register(5, 7)
                .register(7, 0)
                .run();

        assertThat(snippet.r(7)).isEqualTo(1);
        assertThat(snippet.machine.executed()).isLessThan(20);
        assertThat(snippet.cpu().clock()).isGreaterThan(1_000_000);
    }

    @Test
    void waitingForNothingIsToldToTheCaller() {
        Snippet snippet = Snippet.of(WFI);

        assertThat(snippet.machine.run(1000)).isEqualTo(new Stop.Asleep());
    }

    @Test
    void primaskHoldsBackInterruptsUntilItIsCleared() {
        Snippet snippet = Snippet.of(0xb672, 0x6008, 0x2401, 0xb662, 0x2402)
                .code(Snippet.handler(14), 0x4625, RETURN)
                .register(0, 1 << 28)
                .register(1, 0xe000ed04)
                .run();

        assertThat(snippet.r(5)).as("R4 when PendSV ran").isEqualTo(1);
        assertThat(snippet.r(4)).isEqualTo(2);
    }

    @Test
    void processStackIsUsedInThreadModeOnly() {
        int processStack = Snippet.RAM + 0x4000;
        Snippet snippet = Snippet.of(0xf380, 0x8809, 0x2102, 0xf381, 0x8814, SVC)
                .code(Snippet.handler(11), 0xbe0b)
                .register(0, processStack);

        assertThat(snippet.runToBreakpoint()).isEqualTo(11);
        assertThat(snippet.r(13)).isEqualTo(Snippet.STACK);
        assertThat(snippet.cpu().psp()).isEqualTo(processStack - 32);
        assertThat(snippet.r(14)).isEqualTo(0xfffffffd);
    }

    @Test
    void floatingPointContextIsSavedOnlyWhenTheHandlerUsesIt() {
        int vadd = 0xee30;
        Snippet idle = Snippet.of(vadd, 0x0a81, SVC)
                .code(Snippet.handler(11), 0xbe0b)
                .single(1, 1f)
                .single(2, 2f);
        Snippet busy = Snippet.of(vadd, 0x0a81, SVC)
                .code(Snippet.handler(11), vadd, 0x0a81, 0xbe0b)
                .single(1, 1f)
                .single(2, 2f);
        int savedS0 = Snippet.STACK - 104 + 32;

        idle.runToBreakpoint();
        busy.runToBreakpoint();

        assertThat(idle.r(14)).isEqualTo(0xffffffe9);
        assertThat(idle.wordAt(savedS0)).isZero();
        assertThat(busy.wordAt(savedS0)).isEqualTo(Float.floatToRawIntBits(3f));
    }

    @Test
    void limitStopsAnEndlessLoopExactly() {
        Snippet snippet = Snippet.of(SELF);

        assertThat(snippet.machine.run(1234)).isEqualTo(new Stop.Limit());
        assertThat(snippet.machine.executed()).isEqualTo(1234);
    }
}
