package dev.tinyrig.nas.live;

import com.sun.net.httpserver.HttpServer;
import dev.tinyrig.nas.run.RunException;
import dev.tinyrig.nas.run.RunException.Fault;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A web page that shows a run while it goes on, to browsers on this machine; it ends when it is closed. */
public final class LivePage implements AutoCloseable {
    private static final Duration FAREWELL = Duration.ofSeconds(3);

    private final HttpServer server;
    private final ExecutorService threads;
    private final Pages pages;

    private LivePage(HttpServer server, ExecutorService threads, Pages pages) {
        this.server = server;
        this.threads = threads;
        this.pages = pages;
    }

    /**
     * Begins to serve.
     *
     * @param port 0 for any that is free
     */
    public static LivePage open(int port, LiveRun run) {
        HttpServer server = bound(port);
        ExecutorService threads = Executors.newSingleThreadExecutor(LivePage::daemon);
        Pages pages = new Pages(run, server.getAddress().getPort());
        server.setExecutor(threads);
        server.createContext("/", pages);
        server.start();
        return new LivePage(server, threads, pages);
    }

    private static HttpServer bound(int port) {
        try {
            return HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 0);
        } catch (BindException e) {
            throw new RunException(
                    Fault.USAGE,
                    "port %d cannot be had (%s): give another, or --serve alone for one that is free"
                            .formatted(port, e.getMessage()),
                    e);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot serve a page", e);
        }
    }

    private static Thread daemon(Runnable task) {
        Thread thread = new Thread(task, "live page");
        thread.setDaemon(true);
        return thread;
    }

    /** Where browsers on this machine find it. */
    public URI address() {
        return URI.create("http://127.0.0.1:%d/".formatted(server.getAddress().getPort()));
    }

    /** Stops serving, as soon as a browser that looks on has the last report, at the latest after three seconds. */
    @Override
    public void close() {
        pages.end(FAREWELL);
        server.stop(0);
        threads.shutdownNow();
    }
}
