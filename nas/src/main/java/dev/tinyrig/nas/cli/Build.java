package dev.tinyrig.nas.cli;

/** Which TinyRig this is. */
final class Build {
    private Build() {}

    static String version() {
        String version = Build.class.getPackage().getImplementationVersion();
        return version == null ? System.getProperty("tinyrig.version", "0.1.0-SNAPSHOT") : version;
    }

    /** As the start script found it. */
    static String commit() {
        return System.getProperty("tinyrig.commit", "unknown");
    }
}
