package dev.tinyrig.codegen.emit;

/** C text that is written line by line; the one owner of indentation. */
final class CWriter {
    private static final String INDENT = "    ";

    private final StringBuilder text = new StringBuilder();
    private int depth;

    /** Each line of the text, indented; blank lines stay empty. */
    CWriter lines(String lines) {
        lines.lines().forEach(line -> {
            if (!line.isEmpty()) {
                text.append(INDENT.repeat(depth)).append(line);
            }
            text.append('\n');
        });
        return this;
    }

    CWriter blank() {
        text.append('\n');
        return this;
    }

    /** A function with its brace on a line of its own. */
    CWriter function(String signature, Runnable body) {
        lines(signature).lines("{");
        depth++;
        body.run();
        depth--;
        return lines("}");
    }

    /** A compound statement. */
    CWriter block(String head, Runnable body) {
        lines(head + " {");
        depth++;
        body.run();
        depth--;
        return lines("}");
    }

    /** A comment that may have many lines. */
    CWriter comment(String lines) {
        lines("/*");
        lines.lines().forEach(line -> lines((" * " + line).stripTrailing()));
        return lines(" */");
    }

    @Override
    public String toString() {
        return text.toString();
    }
}
