package dev.tinyrig.rig.bench.renode;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What Renode's XML-RPC server answers, replayed. */
@Timeout(30)
final class MonitorTest {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HttpServer server;
    private final CompletableFuture<String> heard = new CompletableFuture<>();

    MonitorTest() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void aCommandIsOneStringOfOneKeyword() {
        answer("<member><name>status</name><value><string>PASS</string></value></member>");

        monitor(PATIENCE).execute("sysbus LoadELF @/tmp/a&b<c>.elf");

        assertThat(heard.join())
                .isEqualTo("<?xml version=\"1.0\"?><methodCall><methodName>run_keyword</methodName><params>"
                        + "<param><value><string>ExecuteCommand</string></value></param>"
                        + "<param><value><array><data><value><string>sysbus LoadELF @/tmp/a&amp;b&lt;c&gt;.elf</string>"
                        + "</value></data></array></value></param></params></methodCall>");
    }

    @Test
    void numbersAreReadFromWhatACommandPrints() {
        answer(
                """
                <member><name>return</name><value><string>0x00000000000186A0

                0x00000002
                12
                </string></value></member>
                <member><name>status</name><value>PASS</value></member>""");

        assertThat(monitor(PATIENCE).numbers("cpu ExecutedInstructions; sysbus UnexpectedReads"))
                .containsExactly(100_000L, 2L, 12L);
    }

    @Test
    void aRefusalIsToldInOneLine() {
        answer(
                """
                <member><name>status</name><value><string>FAIL</string></value></member>
                <member><name>error</name><value><string>KeywordException: Could not execute command 'nosuch': No such
                command or device: nosuch
                </string></value></member>
                <member><name>traceback</name><value><string>  at Antmicro &amp; friends</string></value></member>""");

        assertThatThrownBy(() -> monitor(PATIENCE).execute("nosuch"))
                .isInstanceOf(RenodeException.class)
                .hasMessage("'nosuch' was refused: KeywordException: Could not execute command 'nosuch': No such | "
                        + "command or device: nosuch");
    }

    @Test
    void aFaultIsARefusalToo() {
        answer(
                """
                <member><name>faultCode</name><value><i4>1</i4></value></member>
                <member><name>faultString</name><value><string>Keyword "ExecuteCommand" not found</string></value></member>""");

        assertThatThrownBy(() -> monitor(PATIENCE).execute("pause"))
                .hasMessage("'pause' was refused: Keyword \"ExecuteCommand\" not found");
    }

    @Test
    void silenceHasABound() {
        server.createContext("/", exchange -> {});

        assertThatThrownBy(() -> monitor(Duration.ofMillis(200)).execute("emulation RunFor \"1\""))
                .isInstanceOf(RenodeException.class)
                .hasMessage("'emulation RunFor \"1\"': no answer within 200 ms");
    }

    @Test
    void aClosedPortIsToldAtOnce() {
        server.stop(0);

        assertThatThrownBy(() -> monitor(PATIENCE).execute("pause"))
                .isInstanceOf(RenodeException.class)
                .hasMessageStartingWith("'pause': no answer: ");
    }

    @Test
    void anAnswerThatIsNoXmlIsToldAsSuch() {
        server.createContext("/", exchange -> send(exchange, "It works!"));

        assertThatThrownBy(() -> monitor(PATIENCE).execute("pause"))
                .isInstanceOf(RenodeException.class)
                .hasMessageStartingWith("'pause': no answer: ");
    }

    @Test
    void aSpaceInAPathIsEscaped() {
        assertThat(Monitor.path(Path.of("a folder", "b.elf"))).isEqualTo("@a\\ folder/b.elf");
    }

    private Monitor monitor(Duration patience) {
        return new Monitor(new XmlRpcClient(server.getAddress().getPort()), patience);
    }

    private void answer(String members) {
        server.createContext("/", exchange -> {
            heard.complete(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
            send(
                    exchange,
                    "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<methodResponse><params><param><value><struct>"
                            + members + "</struct></value></param></params></methodResponse>");
        });
    }

    private static void send(HttpExchange exchange, String text) throws IOException {
        byte[] bytes = text.getBytes(UTF_8);
        exchange.sendResponseHeaders(200, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
