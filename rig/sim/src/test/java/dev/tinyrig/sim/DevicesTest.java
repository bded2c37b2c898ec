package dev.tinyrig.sim;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tinyrig.sim.MachineDescription.Core;
import dev.tinyrig.sim.cpu.FpuKind;
import dev.tinyrig.sim.device.Dwt;
import dev.tinyrig.sim.device.StoredRegisters;
import dev.tinyrig.sim.device.StoredRegisters.Ready;
import dev.tinyrig.sim.device.Timer;
import dev.tinyrig.sim.device.Usart;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DevicesTest {
    private final AtomicLong clock = new AtomicLong();

    @Test
    void firmwareSendsThroughTheConsole() {
        Snippet snippet = Snippet.of(0x6048, 0x604a)
                .register(0, 'o')
                .register(1, 0x40011000)
                .register(2, 'k')
                .run();

        assertThat(snippet.sent()).isEqualTo("ok");
    }

    @Test
    void usartHasTheRegistersOfItsFamily() {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        Usart f4 = new Usart(Usart.Layout.SR_DR, sent::write, () -> {}, () -> {});
        Usart f7 = new Usart(Usart.Layout.ISR_RDR_TDR, sent::write, () -> {}, () -> {});

        f4.write(0x04, 'a', 4);
        f7.write(0x28, 'b', 1);
        f4.feed(new byte[] {'x'});
        f7.feed(new byte[] {(byte) 0xff});

        assertThat(sent.toString(StandardCharsets.US_ASCII)).isEqualTo("ab");
        assertThat(f4.read(0x00, 4)).as("TXE, TC, RXNE").isEqualTo(0xe0);
        assertThat(f4.read(0x04, 4)).isEqualTo('x');
        assertThat(f4.read(0x00, 4)).as("TXE, TC").isEqualTo(0xc0);
        assertThat(f7.read(0x1c, 4)).as("REACK, TEACK, TXE, TC, RXNE").isEqualTo(0x6000e0);
        assertThat(f7.read(0x24, 4)).isEqualTo(0xff);
    }

    @Test
    void programThatKeepsAskingForInputIsWaiting() {
        AtomicInteger waits = new AtomicInteger();
        Usart usart = new Usart(Usart.Layout.SR_DR, one -> {}, waits::incrementAndGet, () -> {});

        for (int poll = 0; poll < 1000; poll++) {
            usart.read(0x00, 4);
        }

        assertThat(waits.get()).isPositive();
    }

    @Test
    void pollingLoopStopsTheMachineUntilItIsFed() {
        Snippet snippet = Snippet.of(0x6808, 0x0680, 0xd5fc, 0x684a).register(1, 0x40011000);

        Stop waiting = snippet.machine.run(1_000_000);
        snippet.machine.send(new byte[] {42});
        snippet.run();

        assertThat(waiting).isEqualTo(new Stop.AwaitingInput());
        assertThat(snippet.r(2)).isEqualTo(42);
    }

    @Test
    void readyBitsFollowTheirEnables() {
        StoredRegisters rcc = new StoredRegisters(Map.of(0x00, 0x83), List.of(new Ready(0x00, 0x01010000, 0x00, 1)));

        rcc.write(0x00, 0x01000083, 4);

        assertThat(rcc.read(0x00, 4)).isEqualTo(0x03000083);
        rcc.write(0x00, 0x83, 4);
        assertThat(rcc.read(0x00, 4)).isEqualTo(0x83);
    }

    @Test
    void timerCountsFromWhenItIsStarted() {
        Timer timer = new Timer(clock::get, 0xffffffffL, () -> 1, () -> {});

        clock.set(100);
        timer.write(0x00, 1, 4);
        clock.set(175);

        assertThat(timer.read(0x24, 4)).isEqualTo(75);
        timer.write(0x14, 1, 4);
        assertThat(timer.read(0x24, 4)).as("an update event starts over").isZero();
    }

    private Timer timer(int divider) {
        return new Timer(clock::get, 0xffff, () -> divider, () -> {});
    }

    @Test
    void timerWrapsBehindItsReloadValueAndSaysSo() {
        Timer timer = timer(1);
        timer.write(0x2c, 99, 4);
        timer.write(0x00, 1, 4);

        clock.set(99);
        int before = timer.read(0x10, 4);
        clock.set(250);

        assertThat(before).as("no update yet").isZero();
        assertThat(timer.read(0x10, 4) & 1).as("UIF").isEqualTo(1);
        assertThat(timer.read(0x24, 4)).isEqualTo(50);
        timer.write(0x10, 0, 4);
        assertThat(timer.read(0x10, 4)).as("SR is cleared by writing 0").isZero();
    }

    @Test
    void timerCountsItsClockThroughItsPrescaler() {
        Timer timer = timer(2);
        timer.write(0x28, 9, 4);
        timer.write(0x00, 1, 4);

        clock.set(205);

        assertThat(timer.read(0x24, 4)).as("205 / 2 / 10").isEqualTo(10);
    }

    @Test
    void timerTellsWhenItWillInterrupt() {
        Timer timer = timer(1);
        timer.write(0x2c, 999, 4);
        timer.write(0x34, 300, 4);
        timer.write(0x00, 1, 4);

        assertThat(timer.nextExpiry()).as("nothing is enabled").isEqualTo(Long.MAX_VALUE);
        timer.write(0x0c, 1, 4);
        assertThat(timer.nextExpiry()).as("update").isEqualTo(1000);
        timer.write(0x0c, 3, 4);
        assertThat(timer.nextExpiry()).as("compare").isEqualTo(300);
        clock.set(300);
        assertThat(timer.interrupts()).isTrue();
        assertThat(timer.nextExpiry())
                .as("the compare has been, now the update")
                .isEqualTo(1000);
    }

    @Test
    void timerInOnePulseModeStops() {
        Timer timer = timer(1);
        timer.write(0x2c, 99, 4);
        timer.write(0x00, 1 | 1 << 3, 4);

        clock.set(1000);

        assertThat(timer.read(0x24, 4)).isZero();
        assertThat(timer.read(0x00, 4) & 1).as("CEN").isZero();
        assertThat(timer.read(0x10, 4) & 1).as("UIF").isEqualTo(1);
    }

    /** Starts TIM3 (R1) with a period of R0 and its update interrupt, enabled in the NVIC (R2). */
    private static final int[] START_TIM3 = {0x62c8, 0x2001, 0x60c8, 0x6015, 0x6008};

    private static Snippet withTim3(int... halfwords) {
        int[] all = IntStream.concat(Arrays.stream(START_TIM3), Arrays.stream(halfwords))
                .toArray();
        // movs r0, #0; str r0, [r1, #16]; adds r7, #1; bx lr
        return Snippet.of(all)
                .code(Snippet.handler(16 + 29), 0x2000, 0x6108, 0x3701, 0x4770)
                .register(0, 199)
                .register(1, 0x40000400)
                .register(2, 0xe000e100)
                .register(5, 1 << 29)
                .register(7, 0);
    }

    @Test
    void timerInterruptsEveryPeriod() {
        Snippet snippet = withTim3(0xe7fe);

        snippet.machine.run(2000);

        assertThat(snippet.r(7)).isBetween(9, 10);
    }

    @Test
    void timerWakesASleepingProgram() {
        Snippet snippet = withTim3(0xbf30, 0xbf30).run();

        assertThat(snippet.r(7)).isEqualTo(2);
        assertThat(snippet.cpu().clock()).isBetween(400L, 450L);
    }

    @Test
    void otherSerialPortsInterruptWhenTheyCanSend() {
        // str r0, [r1, #12] (CR1 of USART2: UE, TE, TXEIE); str r5, [r2, #4]; b .
        Snippet snippet = Snippet.of(0x60c8, 0x6055, 0xe7fe)
                .code(Snippet.handler(16 + 38), 0x2000, 0x60c8, 0x3701, 0x4770)
                .register(0, 1 << 13 | 1 << 7 | 1 << 3)
                .register(1, 0x40004400)
                .register(2, 0xe000e100)
                .register(5, 1 << 6)
                .register(7, 0);

        snippet.machine.run(100);

        assertThat(snippet.r(7)).as("its handler disabled it at once").isEqualTo(1);
    }

    @Test
    void protectionUnitKeepsWhatEachRegionWasToldAndProtectsNothing() {
        // str r2, [r1, #12] (RBAR, region 3); str r3, [r1, #16] (RASR); str r5, [r1, #8] (RNR 0); str r6, [r1, #8];
        // ldr r0, [r1, #12]; ldr r4, [r1, #16]; ldr r7, [r1]
        Snippet snippet = Snippet.of(0x60ca, 0x610b, 0x608d, 0x608e, 0x68c8, 0x690c, 0x680f)
                .register(1, 0xe000ed90)
                .register(2, 0x20000000 | 1 << 4 | 3)
                .register(3, 0x03020013)
                .register(5, 0)
                .register(6, 3)
                .run();

        assertThat(snippet.r(0)).isEqualTo(0x20000003);
        assertThat(snippet.r(4)).isEqualTo(0x03020013);
        assertThat(snippet.r(7)).as("MPU_TYPE").isEqualTo(0x800);
    }

    @Test
    void cycleCounterStandsStillUntilItIsEnabled() {
        Dwt dwt = new Dwt(clock::get);

        clock.set(50);
        int before = dwt.read(0x004, 4);
        dwt.write(0x000, 1, 4);
        clock.set(60);

        assertThat(before).isZero();
        assertThat(dwt.read(0x004, 4)).isEqualTo(10);
    }

    @Test
    void unalignedDeviceAccessFaults() {
        Snippet snippet = Snippet.of(0x6808).register(1, 0x40011002);

        assertThat(snippet.runToBreakpoint()).isEqualTo(3);
        assertThat(snippet.machine.lastFault().orElseThrow().toString()).startsWith("UNALIGNED");
    }

    @Test
    void unknownPeripheralFaultsWhenThatIsThePolicy() {
        Snippet snippet = Snippet.of(0x6808).register(1, 0x40020000);

        assertThat(snippet.runToBreakpoint()).isEqualTo(3);
        assertThat(snippet.machine.lastFault().orElseThrow().toString()).contains("accessing 0x40020000");
    }

    @Test
    void bitBandWordIsOneBitOfMemory() {
        int data = Snippet.RAM + 0x104;
        int alias = 0x22000000 + 0x104 * 32 + 5 * 4;
        Snippet snippet = Snippet.on(Core.CORTEX_M4, FpuKind.FPV4_SP_D16, 0x6008, 0x680a)
                .register(0, 1)
                .register(1, alias)
                .word(data, 0x80)
                .run();

        assertThat(snippet.wordAt(data)).isEqualTo(0xa0);
        assertThat(snippet.r(2)).isEqualTo(1);
    }
}
