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
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
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
        Timer timer = new Timer(clock::get);

        clock.set(100);
        timer.write(0x00, 1, 4);
        clock.set(175);

        assertThat(timer.read(0x24, 4)).isEqualTo(75);
        timer.write(0x14, 1, 4);
        assertThat(timer.read(0x24, 4)).as("an update event starts over").isZero();
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
