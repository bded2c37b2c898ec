package dev.tinyrig.rig.measure;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Names content by its SHA-256: equal content, equal name, on every host. */
public final class Sha256 {
    private final MessageDigest digest = digest();

    /** The name of these bytes, 64 hex digits. */
    public static String of(byte[] content) {
        return new Sha256().add(content).hex();
    }

    /** The name of this text in UTF-8. */
    public static String of(String content) {
        return new Sha256().add(content).hex();
    }

    public Sha256 add(byte[] more) {
        digest.update(more);
        return this;
    }

    /** All that remains of the buffer. */
    public Sha256 add(ByteBuffer more) {
        digest.update(more);
        return this;
    }

    /** The text in UTF-8. */
    public Sha256 add(String more) {
        return add(more.getBytes(UTF_8));
    }

    /** The name of all that was added, 64 hex digits; begins anew. */
    public String hex() {
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-256", impossible);
        }
    }
}
