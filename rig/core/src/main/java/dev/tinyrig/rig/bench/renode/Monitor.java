package dev.tinyrig.rig.bench.renode;

import java.time.Duration;
import java.util.List;
import java.util.regex.Pattern;

/** Renode's command line, reached by XML-RPC; each command has a bound. */
final class Monitor {
    private static final Pattern NUMBER = Pattern.compile("0x[0-9A-Fa-f]+|\\d+");

    private final XmlRpcClient server;
    private final Duration patience;

    /** @param patience how long one command may take before Renode counts as hung */
    Monitor(XmlRpcClient server, Duration patience) {
        this.server = server;
        this.patience = patience;
    }

    /**
     * What the command printed.
     *
     * @throws RenodeException if it was refused or not answered
     */
    String execute(String command) {
        XmlRpcReply reply;
        try {
            reply = server.run("ExecuteCommand", List.of(command), patience);
        } catch (RenodeException e) {
            throw new RenodeException("'%s': %s".formatted(command, e.getMessage()), e);
        }
        if (!reply.passed()) {
            throw new RenodeException("'%s' was refused: %s".formatted(command, reply.error()));
        }
        return reply.returned();
    }

    /** All numbers that the commands print, such as {@code 0x0000000000000002}. */
    List<Long> numbers(String commands) {
        return NUMBER.matcher(execute(commands))
                .results()
                .map(number -> Long.decode(number.group()))
                .toList();
    }

    /** A path as an argument: a space ends it unless escaped. */
    static String path(Object path) {
        return "@" + path.toString().replace(" ", "\\ ");
    }
}
