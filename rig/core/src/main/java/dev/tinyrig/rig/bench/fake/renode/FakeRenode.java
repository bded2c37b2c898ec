package dev.tinyrig.rig.bench.fake.renode;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A program that behaves like Renode 1.16.1 as far as our bench uses it: its options, its port file, the end of its input,
 * its XML-RPC answers letter by letter. What a machine does comes from our simulator, and is as wrong as Renode's where
 * Renode is wrong.
 */
public final class FakeRenode {
    private static final Pattern STRING = Pattern.compile("<string>(.*?)</string>", Pattern.DOTALL);

    private final FakeRenodeMonitor monitor;
    private final Trick trick;
    private int terminals;

    private FakeRenode(Trick trick) {
        this.trick = trick;
        this.monitor = new FakeRenodeMonitor(trick == Trick.WRITES_FLASH);
    }

    /** What goes wrong with it. */
    public enum Trick {
        NONE,
        /** never answers the command that starts a firmware */
        HANGS,
        /** the same, but the next process is sound */
        HANGS_ONCE,
        /** ends at the command that starts a firmware, but the next process is sound */
        DIES_ONCE,
        /** does not heed the end of its input */
        DEAF,
        /** is too old */
        OLD,
        /** cannot read the platform */
        REFUSES_PLATFORM,
        /** never opens its port, as where none is free */
        OPENS_NO_PORT,
        /** ends at its start, with exit code 0 as always */
        STOPS_AT_ITS_START,
        /** lets the firmware write the last word of its flash, which is plain memory to Renode */
        WRITES_FLASH,
        /** finds the first two ports taken that it is told for the console */
        FINDS_PORTS_TAKEN
    }

    /** A script named {@code renode} in this folder that starts one. */
    public static Path install(Path folder, Trick trick) throws IOException {
        Path script = folder.resolve("renode");
        Files.writeString(
                script,
                """
                #!/bin/sh
                exec '%s' -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -Xmx512m -cp '%s' %s %s '%s' "$@"
                """
                        .formatted(
                                Path.of(System.getProperty("java.home"), "bin", "java"),
                                System.getProperty("java.class.path"),
                                FakeRenode.class.getName(),
                                trick,
                                folder));
        if (!script.toFile().setExecutable(true)) {
            throw new IOException("cannot make %s executable".formatted(script));
        }
        return script;
    }

    /**
     * Those that a JVM has started. A direct child of it is the guard of one, and, as long as it has not become that, a fork of the
     * JVM under the JVM's own name.
     */
    public static Stream<ProcessHandle> below(ProcessHandle jvm) {
        return jvm.children()
                .flatMap(ProcessHandle::descendants)
                .filter(child -> child.info().command().orElse("").endsWith("java"));
    }

    /**
     * Behaves like Renode until its input ends.
     *
     * @param args a trick, a folder to remember in, and Renode's options
     */
    public static void main(String[] args) throws Exception {
        // Else the server holds the body of each answer back until its head is acknowledged, which takes 40 ms.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        Trick trick = Trick.valueOf(args[0]);
        List<String> options = List.of(args).subList(2, args.length);
        if (options.contains("--version")) {
            System.out.println(
                    "Renode, version " + (trick == Trick.OLD ? "1.15.3" : "1.16.1") + ".12345 (0123abcd-202602160000)");
        } else if (!Files.isWritable(Path.of(System.getenv("HOME")))) {
            System.out.println("Access to the path '/.config' is denied.");
            System.exit(1);
        } else if (!options.equals(List.of("--disable-gui", "--plain", "--console", "--robot-server-port", "0"))) {
            System.out.println("Unexpected options detected: " + options);
        } else {
            new FakeRenode(trick.name().endsWith("_ONCE") && isSecond(Path.of(args[1])) ? Trick.NONE : trick).serve();
        }
    }

    private static boolean isSecond(Path folder) throws IOException {
        Path marker = folder.resolve("has-run");
        if (Files.exists(marker)) {
            return true;
        }
        Files.createFile(marker);
        return false;
    }

    private void serve() throws IOException, InterruptedException {
        if (trick == Trick.STOPS_AT_ITS_START) {
            System.out.println("00:00:00.0000 [ERROR] Fatal error: no assembly");
            return;
        }
        if (trick != Trick.OPENS_NO_PORT) {
            listen();
        }
        while (System.in.read() >= 0 || trick == Trick.DEAF) {
            TimeUnit.MILLISECONDS.sleep(50);
        }
        System.exit(0);
    }

    private void listen() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), freePort()), 0);
        server.createContext("/", this::answer);
        server.start();
        Path folder = Files.createDirectories(Path.of(
                System.getenv("TMPDIR"), "renode-" + ProcessHandle.current().pid()));
        Files.writeString(
                folder.resolve("robot_port"),
                Integer.toString(server.getAddress().getPort()));
    }

    /** As Renode, one of 49152 to 65535. */
    private static int freePort() {
        int first = 49_152 + (int) (ProcessHandle.current().pid() * 7 % 16_000);
        return IntStream.range(first, 65_536)
                .filter(FakeRenode::isFree)
                .findFirst()
                .orElseThrow();
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket(port)) {
            return probe.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    private void answer(HttpExchange exchange) throws IOException {
        String call = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
        List<String> strings = STRING.matcher(call)
                .results()
                .map(match ->
                        match.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
                .toList();
        String body =
                strings.get(0).equals("ExecuteCommand") ? executed(strings.get(1)) : FAULT.formatted(strings.get(0));
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "text/xml");
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }

    private String executed(String command) {
        if (command.equals("start")) {
            playTrick();
        }
        if (trick == Trick.REFUSES_PLATFORM && command.startsWith("machine LoadPlatformDescription")) {
            return FAIL.formatted(command, "Error E04: Could not resolve type: 'Miscellaneous.DWT'.");
        }
        if (trick == Trick.FINDS_PORTS_TAKEN
                && command.startsWith("emulation CreateServerSocketTerminal")
                && ++terminals <= 2) {
            return FAIL.formatted(command, "Address already in use");
        }
        try {
            return PASS.formatted(monitor.execute(command));
        } catch (FakeRenodeMonitor.Refusal refusal) {
            return FAIL.formatted(command, refusal.getMessage());
        }
    }

    private void playTrick() {
        if (trick == Trick.DIES_ONCE) {
            Runtime.getRuntime().halt(139);
        }
        while (trick == Trick.HANGS || trick == Trick.HANGS_ONCE) {
            LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(1));
        }
    }

    private static final String PASS =
            """
            <?xml version="1.0" encoding="utf-8"?>
            <methodResponse><params><param><value><struct>
            <member><name>return</name><value><string>%s

            </string></value></member>
            <member><name>status</name><value><string>PASS</string></value></member>
            </struct></value></param></params></methodResponse>
            """;

    private static final String FAIL =
            """
            <?xml version="1.0" encoding="utf-8"?>
            <methodResponse><params><param><value><struct>
            <member><name>status</name><value><string>FAIL</string></value></member>
            <member><name>error</name><value><string>KeywordException: Could not execute command '%s': %s
            </string></value></member>
            <member><name>traceback</name><value><string>  at Antmicro.Renode.RobotFramework</string></value></member>
            </struct></value></param></params></methodResponse>
            """;

    private static final String FAULT =
            """
            <?xml version="1.0" encoding="utf-8"?>
            <methodResponse><fault><value><struct>
            <member><name>faultCode</name><value><i4>1</i4></value></member>
            <member><name>faultString</name><value><string>Keyword "%s" not found</string></value></member>
            </struct></value></fault></methodResponse>
            """;
}
