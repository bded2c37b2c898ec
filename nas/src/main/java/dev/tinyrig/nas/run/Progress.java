package dev.tinyrig.nas.run;

/** Where a run tells how far it is; safe to call from many threads. */
public interface Progress {
    /** Opens a piece of work of {@code total} steps. */
    Task task(String name, long total);

    /** One line for the user. */
    void say(String line);

    /** A piece of work under way. */
    interface Task extends AutoCloseable {
        /** So many steps are done, counted from the start of the task. */
        void done(long steps);

        /** A few words about the latest step. */
        void note(String text);

        @Override
        void close();
    }
}
