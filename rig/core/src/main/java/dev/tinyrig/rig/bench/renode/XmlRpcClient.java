package dev.tinyrig.rig.bench.renode;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import javax.xml.stream.XMLStreamException;

/**
 * Calls the XML-RPC server that Renode has for Robot Framework; it answers one call after another.
 *
 * <p>What is kept of XML-RPC is what that server uses: strings in, a structure of strings out.
 */
final class XmlRpcClient {
    private static final Duration CONNECT_PATIENCE = Duration.ofSeconds(5);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_PATIENCE)
            .build();
    private final URI server;

    XmlRpcClient(int port) {
        this.server = URI.create("http://127.0.0.1:" + port + "/");
    }

    /**
     * Runs a keyword.
     *
     * @throws RenodeException if the server did not answer within {@code patience}, or not as it should
     */
    XmlRpcReply run(String keyword, List<String> arguments, Duration patience) {
        HttpRequest request = HttpRequest.newBuilder(server)
                .timeout(patience)
                .header("Content-Type", "text/xml")
                .POST(HttpRequest.BodyPublishers.ofString(call(keyword, arguments), UTF_8))
                .build();
        try {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            try (InputStream body = response.body()) {
                return XmlRpcReply.read(body);
            }
        } catch (HttpTimeoutException late) {
            throw new RenodeException("no answer within %d ms".formatted(patience.toMillis()), late);
        } catch (IOException | XMLStreamException broken) {
            throw new RenodeException("no answer: " + broken, broken);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RenodeException("interrupted while waiting for an answer", e);
        }
    }

    static String call(String keyword, List<String> arguments) {
        String list = arguments.stream()
                .map(argument -> "<value><string>" + escaped(argument) + "</string></value>")
                .collect(Collectors.joining());
        return "<?xml version=\"1.0\"?><methodCall><methodName>run_keyword</methodName><params>"
                + "<param><value><string>" + escaped(keyword) + "</string></value></param>"
                + "<param><value><array><data>" + list + "</data></array></value></param>"
                + "</params></methodCall>";
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
