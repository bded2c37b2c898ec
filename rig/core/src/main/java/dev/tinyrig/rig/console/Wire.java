package dev.tinyrig.rig.console;

import java.io.IOException;
import java.time.Duration;

/** The two byte streams between host and device. */
public interface Wire extends AutoCloseable {
    /** The end of a wait that begins now, in the time of the device: the host's, unless that is simulated too. */
    default Deadline within(Duration patience) {
        return Deadline.after(patience);
    }

    /**
     * Sends all the bytes.
     *
     * @throws java.net.SocketTimeoutException if the device did not take them within {@code patience}
     */
    void send(byte[] bytes, Duration patience) throws IOException;

    /**
     * The bytes that have arrived, as soon as there are any; none if {@code patience} ends before.
     *
     * @throws java.io.EOFException if the device has gone
     */
    byte[] receive(Duration patience) throws IOException;

    @Override
    void close();
}
