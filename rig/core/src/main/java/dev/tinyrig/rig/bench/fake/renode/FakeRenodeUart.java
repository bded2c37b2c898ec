package dev.tinyrig.rig.bench.fake.renode;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Consumer;

/** The socket that Renode connects to a UART: one client, and what was said before it came is kept for it. */
final class FakeRenodeUart {
    private final BlockingQueue<Integer> said = new LinkedBlockingQueue<>();
    private volatile Consumer<byte[]> receiver = bytes -> {};

    private FakeRenodeUart() {}

    static FakeRenodeUart listen(int port) {
        try {
            ServerSocket server = new ServerSocket(port, 1, InetAddress.getLoopbackAddress());
            FakeRenodeUart uart = new FakeRenodeUart();
            daemon(() -> uart.serve(server));
            return uart;
        } catch (IOException taken) {
            throw new FakeRenodeMonitor.Refusal("Address already in use");
        }
    }

    void connect(Consumer<byte[]> machine) {
        receiver = machine;
    }

    void say(int one) {
        said.add(one);
    }

    private void serve(ServerSocket server) throws IOException {
        Socket client = server.accept();
        client.setTcpNoDelay(true);
        daemon(() -> write(new BufferedOutputStream(client.getOutputStream())));
        byte[] block = new byte[4096];
        for (int n = client.getInputStream().read(block);
                n >= 0;
                n = client.getInputStream().read(block)) {
            receiver.accept(Arrays.copyOf(block, n));
        }
    }

    private void write(OutputStream out) throws IOException, InterruptedException {
        while (true) {
            out.write(said.take());
            if (said.isEmpty()) {
                out.flush();
            }
        }
    }

    /** Work that may fail when the client goes. */
    private interface Work {
        void run() throws IOException, InterruptedException;
    }

    private static void daemon(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException | InterruptedException gone) {
                Thread.currentThread().interrupt();
            }
        });
        thread.setDaemon(true);
        thread.start();
    }
}
