package dev.hocket.jobs.exec;

import java.io.IOException;

/** Receives the output of a command line by line, while it runs. */
@FunctionalInterface
public interface LineSink {

    /**
     * Called for each line as it arrives: by one thread at a time for one command, by several
     * threads for different commands. An incomplete last line is passed as well; a line of more
     * than 1 MB is passed in parts.
     *
     * @param argument the input whose command printed the line
     * @param output the stream to which it was printed
     * @param buffer contains the line, including its newline; valid only during the call
     * @param offset where the line begins in the buffer
     * @param length the number of its bytes
     * @throws IOException ends the command and its processes; its task throws this exception
     */
    void line(CommandInput argument, CommandOutput output, byte[] buffer, int offset, int length)
            throws IOException;
}
