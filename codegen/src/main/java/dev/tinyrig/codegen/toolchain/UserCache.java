package dev.tinyrig.codegen.toolchain;

import java.nio.file.Path;
import java.util.Map;

/** The folder of this user for what can be made again: {@code tinyrig} in {@code XDG_CACHE_HOME}, else in {@code ~/.cache}. */
public final class UserCache {
    private UserCache() {}

    public static Path folder(Map<String, String> environment) {
        String caches = environment.getOrDefault("XDG_CACHE_HOME", "");
        Path root = caches.isEmpty() ? Path.of(System.getProperty("user.home", "."), ".cache") : Path.of(caches);
        return root.resolve("tinyrig");
    }
}
