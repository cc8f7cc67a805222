package org.strowger.sip.locate;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.xbill.DNS.ExtendedResolver;
import org.xbill.DNS.Name;
import org.xbill.DNS.Record;
import org.xbill.DNS.Resolver;
import org.xbill.DNS.SimpleResolver;
import org.xbill.DNS.lookup.LookupSession;
import org.xbill.DNS.lookup.NoSuchDomainException;
import org.xbill.DNS.lookup.NoSuchRRSetException;

/** Name servers over the network; nothing is kept here, answers are as old as they say. */
final class NameServers implements Records {

    private static final Duration ONE_TRY = Duration.ofSeconds(2);
    private static final long LIMIT_SECONDS = 15;

    private final LookupSession session;

    private NameServers(Resolver resolver) {
        resolver.setTimeout(ONE_TRY);
        session = LookupSession.builder().resolver(resolver).build();
    }

    /** Those that the machine is told to ask. */
    static NameServers ofTheMachine() {
        return new NameServers(new ExtendedResolver());
    }

    /** One that is named. */
    static NameServers at(InetSocketAddress server) {
        return new NameServers(new SimpleResolver(server));
    }

    @Override
    public <T extends Record> List<T> of(String name, int type, Class<T> kind) throws IOException {
        var absolute = Name.fromString(name, Name.root);
        try {
            return session
                    .lookupAsync(absolute, type)
                    .toCompletableFuture()
                    .get(LIMIT_SECONDS, TimeUnit.SECONDS)
                    .getRecords()
                    .stream()
                    .filter(kind::isInstance)
                    .map(kind::cast)
                    .toList();
        } catch (ExecutionException e) {
            return none(name, e);
        } catch (TimeoutException e) {
            throw new IOException("no name server says anything of " + name, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    private static <T> List<T> none(String name, ExecutionException e) throws IOException {
        var cause = e.getCause();
        if (cause instanceof NoSuchDomainException || cause instanceof NoSuchRRSetException) {
            return List.of();
        }
        throw new IOException("the name servers cannot say anything of " + name, cause);
    }
}
