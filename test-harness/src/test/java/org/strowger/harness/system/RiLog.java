package org.strowger.harness.system;

import gov.nist.core.ServerLogger;
import gov.nist.core.StackLogger;
import gov.nist.javax.sip.message.SIPMessage;
import java.util.Properties;
import javax.sip.SipStack;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Where JAIN-SIP RI writes: its own log wants a version of Log4j that is not here. */
public final class RiLog {

    private static final Logger LOG = LoggerFactory.getLogger(RiLog.class);

    private RiLog() {}

    /** Errors and warnings. The stack makes it by its name. */
    public static final class OfStack implements StackLogger {

        /** For the stack. */
        public OfStack() {}

        @Override
        public void logStackTrace() {}

        @Override
        public void logStackTrace(int traceLevel) {}

        @Override
        public int getLineCount() {
            return 0;
        }

        @Override
        public void logException(Throwable problem) {
            LOG.warn("the RI's stack", problem);
        }

        @Override
        public void logDebug(String message) {}

        @Override
        public void logDebug(String message, Exception problem) {}

        @Override
        public void logTrace(String message) {}

        @Override
        public void logFatalError(String message) {
            LOG.warn("the RI's stack: {}", message);
        }

        @Override
        public void logError(String message) {
            LOG.warn("the RI's stack: {}", message);
        }

        @Override
        public void logError(String message, Exception problem) {
            LOG.warn("the RI's stack: {}", message, problem);
        }

        @Override
        public void logWarning(String message) {
            LOG.info("the RI's stack: {}", message);
        }

        @Override
        public void logInfo(String message) {}

        @Override
        public boolean isLoggingEnabled() {
            return true;
        }

        @Override
        public boolean isLoggingEnabled(int level) {
            return level <= TRACE_WARN;
        }

        @Override
        public void disableLogging() {}

        @Override
        public void enableLogging() {}

        @Override
        public void setBuildTimeStamp(String buildTimeStamp) {}

        @Override
        public void setStackProperties(Properties properties) {}

        @Override
        public String getLoggerName() {
            return "ri";
        }
    }

    /** Nothing: the messages are in the switch's trace. The stack makes it by its name. */
    public static final class OfMessages implements ServerLogger {

        /** For the stack. */
        public OfMessages() {}

        @Override
        public void closeLogFile() {}

        @Override
        public void logMessage(
                SIPMessage message, String from, String to, boolean sender, long time) {}

        @Override
        public void logMessage(
                SIPMessage message,
                String from,
                String to,
                String status,
                boolean sender,
                long time) {}

        @Override
        public void logMessage(
                SIPMessage message, String from, String to, String status, boolean sender) {}

        @Override
        public void logException(Exception problem) {
            LOG.warn("the RI's stack", problem);
        }

        @Override
        public void setStackProperties(Properties properties) {}

        @Override
        public void setSipStack(SipStack stack) {}
    }
}
