package dev.tinyrig.nas.live;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import dev.tinyrig.nas.report.PagePart;
import dev.tinyrig.nas.report.Report;
import dev.tinyrig.nas.report.RunFacts;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * What the live page consists of.
 *
 * <p>Only requests for this machine by its own name are answered: otherwise any web site could have its name resolved to
 * 127.0.0.1 and read the page through the user's browser (DNS rebinding).
 */
final class Pages implements HttpHandler {
    private static final ObjectMapper MAPPER =
            JsonMapper.builder().addModule(new Jdk8Module()).build();
    private static final String HTML = "text/html; charset=utf-8";
    private static final String JAVASCRIPT = "text/javascript; charset=utf-8";
    private static final Map<String, String> HEADERS = Map.of(
            "Content-Security-Policy",
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; connect-src 'self'; img-src data:;"
                    + " frame-ancestors 'none'; base-uri 'none'; form-action 'none'",
            "X-Content-Type-Options",
            "nosniff",
            "Cross-Origin-Resource-Policy",
            "same-origin",
            "Referrer-Policy",
            "no-referrer",
            "Cache-Control",
            "no-store");
    private static final long LOOKS_ON_NANOS = Duration.ofSeconds(3).toNanos();

    private final LiveRun run;
    private final RunView view;
    private final Set<String> names;
    private final CountDownLatch lastReport = new CountDownLatch(1);
    private volatile long polledNanos = System.nanoTime() - LOOKS_ON_NANOS;
    private volatile boolean ended;

    private final Map<String, Part> parts = Map.of(
            "/", new Part(HTML, () -> resource("live.html")),
            "/live.js", new Part(JAVASCRIPT, () -> resource("live.js")),
            "/report.js", new Part(JAVASCRIPT, PagePart.SCRIPT::text),
            "/chart.js", new Part(JAVASCRIPT, PagePart.CHART_LIBRARY::text),
            "/style.css", new Part("text/css; charset=utf-8", PagePart.STYLE::text),
            "/status", new Part("application/json", this::status),
            "/report", new Part(HTML, this::report));

    Pages(LiveRun run, int port) {
        this.run = run;
        this.view = new RunView(run.folder());
        this.names = Set.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port);
    }

    private record Part(String type, Supplier<String> text) {}

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String path = exchange.getRequestURI().getPath();
            if (!names.contains(String.valueOf(exchange.getRequestHeaders().getFirst("Host")))) {
                refuse(exchange, 421, "this page is for browsers on its own machine: open http://127.0.0.1");
            } else if (!exchange.getRequestMethod().equals("GET")) {
                refuse(exchange, 405, "this page can only be read");
            } else if (!parts.containsKey(path)) {
                refuse(exchange, 404, "there is no " + path);
            } else {
                answer(exchange, parts.get(path));
            }
        }
        noteLastReport(exchange);
    }

    private static void refuse(HttpExchange exchange, int code, String why) throws IOException {
        send(exchange, code, "text/plain; charset=utf-8", why + "\n");
    }

    private static void answer(HttpExchange exchange, Part part) throws IOException {
        try {
            send(exchange, 200, part.type(), part.text().get());
        } catch (RuntimeException e) {
            refuse(exchange, 500, e.toString());
        }
    }

    private static void send(HttpExchange exchange, int code, String type, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        Headers headers = exchange.getResponseHeaders();
        HEADERS.forEach(headers::set);
        headers.set("Content-Type", type);
        exchange.sendResponseHeaders(code, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private void noteLastReport(HttpExchange exchange) {
        if (ended && exchange.getRequestURI().getPath().equals("/report")) {
            lastReport.countDown();
        }
    }

    private String status() {
        polledNanos = System.nanoTime();
        try {
            return MAPPER.writeValueAsString(Status.of(run.progress().phase(), view.now(), run, ended));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a status that JSON cannot express", e);
        }
    }

    private String report() {
        return view.now()
                .facts()
                .map(RunFacts::journal)
                .map(Report::render)
                .orElse("""
                <main id="report"></main><script id="data">{}</script>
                """);
    }

    private static String resource(String name) {
        try (InputStream in = Pages.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException(name + " is not on the class path");
            }
            return new String(in.readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + name, e);
        }
    }

    /** Says to browsers that the run is over, and waits until one that looked on a moment ago has the last report. */
    void end(Duration patience) {
        ended = true;
        if (System.nanoTime() - polledNanos > LOOKS_ON_NANOS) {
            return;
        }
        try {
            lastReport.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
