package dev.hocket.check.corpus.library;

import dev.hocket.check.FindingKind;
import dev.hocket.check.corpus.Bug;
import java.io.StringWriter;
import org.apache.log4j.AppenderSkeleton;
import org.apache.log4j.AsyncAppender;
import org.apache.log4j.LogManager;
import org.apache.log4j.Logger;
import org.apache.log4j.PatternLayout;
import org.apache.log4j.WriterAppender;
import org.apache.log4j.spi.LoggingEvent;

/** Faults of Log4j 1.2. */
public final class Log4jFaults {
    /** Renders each event. */
    private static class Rendering extends AppenderSkeleton {
        @Override
        protected void append(LoggingEvent event) {
            event.getRenderedMessage();
        }

        @Override
        public boolean requiresLayout() {
            return false;
        }

        @Override
        public void close() {}
    }

    private static Logger logger(String name, AppenderSkeleton appender) {
        Logger logger = Logger.getLogger(name);
        logger.setAdditivity(false);
        logger.addAppender(appender);
        return logger;
    }

    /** A message is rendered by its own method while the logger is locked (bug 41214). */
    @Bug(kinds = FindingKind.DEADLOCK, switches = 2)
    @Library(faulty = "log4j-1.2.14")
    public void rendersUnderLock() throws InterruptedException {
        Logger logger = logger("service", new Rendering());
        Session session = new Session(logger);
        Thread other = new Thread(session::renew);
        other.start();
        logger.info(session);
        other.join();
    }

    private static final class Session {
        private final Logger logger;
        private int number;

        Session(Logger logger) {
            this.logger = logger;
        }

        synchronized void renew() {
            number++;
            logger.info("renewed");
        }

        @Override
        public synchronized String toString() {
            return "session " + number;
        }
    }

    /** The dispatcher renders a message that logs, while a full buffer blocks (bug 43867). */
    @Bug(kinds = FindingKind.DEADLOCK, switches = 2)
    @Library(faulty = "log4j-1.2.14", sound = "log4j-1.2.17")
    public void dispatcherRenders() {
        AsyncAppender appender = new AsyncAppender();
        appender.setBufferSize(1);
        appender.addAppender(new Rendering());
        Logger logger = logger("service", appender);
        logger.info(new Talkative(logger));
        logger.info("second");
        logger.info("third");
        appender.close();
    }

    private record Talkative(Logger logger) {
        @Override
        public String toString() {
            logger.debug("rendered");
            return "talkative";
        }
    }

    /** An appender logs, and the dispatcher waits for itself to make room (bug 38137). */
    @Bug(
            kinds = {FindingKind.MISSED_SIGNAL, FindingKind.DEADLOCK},
            switches = 2)
    @Library(faulty = "log4j-1.2.13", sound = "log4j-1.2.17")
    public void dispatcherLogs() {
        AsyncAppender appender = new AsyncAppender();
        appender.setBufferSize(1);
        appender.addAppender(
                new Rendering() {
                    @Override
                    protected void append(LoggingEvent event) {
                        if (event.getMessage().equals("working")) {
                            Logger.getLogger("service").info("sent one");
                            Logger.getLogger("service").info("sent two");
                        }
                    }
                });
        logger("service", appender).info("working");
        appender.close();
    }

    /** The shutdown waits for the dispatcher under the lock of the logger, which it needs. */
    @Bug(kinds = FindingKind.DEADLOCK, switches = 2)
    @Library(faulty = "log4j-1.2.17")
    public void shutdownUnderLock() {
        AsyncAppender appender = new AsyncAppender();
        Logger root = Logger.getRootLogger();
        appender.addAppender(
                new Rendering() {
                    @Override
                    protected void append(LoggingEvent event) {
                        if (event.getLoggerName().equals("service")) {
                            Logger.getLogger("sender").info("sent");
                        }
                    }
                });
        root.addAppender(appender);
        Logger.getLogger("service").info("working");
        LogManager.shutdown();
    }

    /** The text of the last second is shared by all appenders, which do not share a lock. */
    @Bug(kinds = FindingKind.DATA_RACE, switches = 1)
    @Library(faulty = "log4j-1.2.17")
    public void dateIsShared() throws InterruptedException {
        PatternLayout layout = new PatternLayout("%d{ABSOLUTE} %m%n");
        PatternLayout other = new PatternLayout("%d{ABSOLUTE} %m%n");
        Logger one = logger("one", new WriterAppender(layout, new StringWriter()));
        Logger two = logger("two", new WriterAppender(other, new StringWriter()));
        Thread thread = new Thread(() -> two.info("working"));
        thread.start();
        one.info("working");
        thread.join();
    }
}
