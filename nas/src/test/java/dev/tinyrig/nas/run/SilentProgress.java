package dev.tinyrig.nas.run;

/** Says nothing. */
public final class SilentProgress implements Progress {
    @Override
    public Task task(String name, long total) {
        return new Silence();
    }

    @Override
    public void say(String line) {}

    private record Silence() implements Task {
        @Override
        public void done(long steps) {}

        @Override
        public void note(String text) {}

        @Override
        public void close() {}
    }
}
