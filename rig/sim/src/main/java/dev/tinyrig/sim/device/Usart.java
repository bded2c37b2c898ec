package dev.tinyrig.sim.device;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.function.IntConsumer;

/** An STM32 USART that the firmware polls or that interrupts it; it sends at once and receives what was fed to it. */
public final class Usart extends WordDevice implements Interrupter {
    /** Where a family has the registers: RM0090 30.6 for SR and DR, RM0385 31.8 for ISR, RDR and TDR. */
    public enum Layout {
        /** STM32F1, F2, F4. */
        SR_DR(0x00, 0x04, 0x04, 0x0c),
        /** STM32F7, H7, L4. */
        ISR_RDR_TDR(0x1c, 0x24, 0x28, 0x00);

        private final int status;
        private final int receive;
        private final int transmit;
        private final int control;

        Layout(int status, int receive, int transmit, int control) {
            this.status = status;
            this.receive = receive;
            this.transmit = transmit;
            this.control = control;
        }
    }

    private static final int RXNE = 1 << 5;
    /** In CR1 the enables stand where the flags stand in the status register. */
    private static final int TC_AND_TXE = 3 << 6;

    private static final int TEACK_AND_REACK = 3 << 21;
    /** A program that found nothing this often in a row is waiting. */
    private static final int PATIENCE = 100;

    private final Layout layout;
    private final IntConsumer transmitted;
    private final Runnable waiting;
    private final Runnable controlled;
    private final Queue<Integer> received = new ArrayDeque<>();
    private final StoredRegisters others = new StoredRegisters(Map.of(), List.of());
    private int emptyPolls;

    /**
     * A USART at one end of a line.
     *
     * @param transmitted gets each byte that the firmware sends
     * @param waiting runs when the firmware keeps asking for input and there is none
     * @param controlled runs when the firmware may have changed what interrupts it
     */
    public Usart(Layout layout, IntConsumer transmitted, Runnable waiting, Runnable controlled) {
        this.layout = layout;
        this.transmitted = transmitted;
        this.waiting = waiting;
        this.controlled = controlled;
    }

    /** Bytes for the firmware to receive. */
    public void feed(byte[] bytes) {
        for (byte one : bytes) {
            received.add(one & 0xff);
        }
        emptyPolls = 0;
    }

    public boolean hasInput() {
        return !received.isEmpty();
    }

    @Override
    public boolean mayInterrupt() {
        return (others.readWord(layout.control) & (TC_AND_TXE | RXNE)) != 0;
    }

    /** It stays high until the firmware has read the byte or cleared the enable. */
    @Override
    public boolean interrupts() {
        int enables = others.readWord(layout.control);
        return (enables & TC_AND_TXE) != 0 || ((enables & RXNE) != 0 && hasInput());
    }

    /** Whether a byte would interrupt the firmware. */
    public boolean awaitsByInterrupt() {
        return (others.readWord(layout.control) & RXNE) != 0 && !hasInput();
    }

    @Override
    protected int readWord(int offset) {
        if (offset == layout.status) {
            return status();
        }
        if (offset == layout.receive) {
            emptyPolls = 0;
            Integer next = received.poll();
            return next == null ? 0 : next;
        }
        return others.readWord(offset);
    }

    private int status() {
        if (received.isEmpty()) {
            emptyPolls++;
            if (emptyPolls >= PATIENCE) {
                emptyPolls = 0;
                waiting.run();
            }
        }
        int fixed = layout == Layout.SR_DR ? TC_AND_TXE : TC_AND_TXE | TEACK_AND_REACK;
        return fixed | (received.isEmpty() ? 0 : RXNE);
    }

    @Override
    protected void writeWord(int offset, int value) {
        if (offset == layout.transmit) {
            emptyPolls = 0;
            transmitted.accept(value & 0xff);
        } else {
            others.writeWord(offset, value);
            if (offset == layout.control) {
                controlled.run();
            }
        }
    }
}
