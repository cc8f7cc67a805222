package org.strowger.records;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.h2.api.ErrorCode;
import org.h2.jdbcx.JdbcDataSource;
import org.jdbi.v3.core.Jdbi;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The records as tables, in an H2 file {@code strowger.mv.db} in the data folder. What is committed
 * is durable within half a second, or with {@link #makeDurable}; the spool keeps it until then.
 * Safe to call from any thread, but only the loader writes.
 */
public final class Database
        implements Store, CdrReader, RecordingReader, SupervisionReader, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Database.class);
    private static final String NAME = "strowger";
    private static final String FILE = NAME + ".mv.db";
    private static final int CONNECTIONS = 4;
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

    private final DataSource direct;
    private final HikariDataSource pool;
    private final Jdbi jdbi;

    private Database(DataSource direct, HikariDataSource pool) {
        this.direct = direct;
        this.pool = pool;
        this.jdbi = Jdbi.create(pool);
    }

    /**
     * Opens the database, and makes it when there is none. One that is damaged is set aside and
     * begun anew; the loader then fills it from the spool. One that the machine cannot read or
     * write now, as on a full disk, stays where it is.
     *
     * @throws DatabaseInUseException when another process has it open
     * @throws RecordsException when it cannot be opened for another reason
     */
    public static Database open(Path dataDir) {
        try {
            Files.createDirectories(dataDir);
            return openWritable(dataDir);
        } catch (SQLException | RuntimeException e) {
            if (!Damage.isTheReasonOf(e)) {
                throw asRecordsException(dataDir, e);
            }
            setAside(dataDir, e);
        } catch (IOException e) {
            throw asRecordsException(dataDir, e);
        }
        try {
            return openWritable(dataDir);
        } catch (SQLException | RuntimeException e) {
            throw asRecordsException(dataDir, e);
        }
    }

    /**
     * Opens the database for reading as it is; needs no right to write. What the spool holds and
     * the database does not yet is not seen: {@link Records#openStopped} sees it.
     *
     * @throws DatabaseInUseException when another process has it open
     * @throws RecordsException when there is none, or it cannot be opened
     */
    public static Database openReadOnly(Path dataDir) {
        if (!exists(dataDir)) {
            throw new RecordsException("there is no database in " + dataDir, null);
        }
        try {
            return pooled(url(dataDir) + ";ACCESS_MODE_DATA=r");
        } catch (SQLException | RuntimeException e) {
            throw asRecordsException(dataDir, e);
        }
    }

    static boolean exists(Path dataDir) {
        return Files.exists(dataDir.resolve(FILE));
    }

    @Override
    public SpoolPosition position() {
        return jdbi.withHandle(handle ->
                handle.createQuery("SELECT file, octets FROM loader_position WHERE id = 1")
                        .map((row, _) ->
                                new SpoolPosition(row.getLong("file"), row.getLong("octets")))
                        .one());
    }

    @Override
    public int load(List<CallEvent> events, SpoolPosition next) {
        try {
            return jdbi.inTransaction(handle -> {
                int finished = new CallTables(handle.getConnection()).write(events);
                handle.execute(
                        "UPDATE loader_position SET file = ?, octets = ? WHERE id = 1",
                        next.file(),
                        next.octets());
                return finished;
            });
        } catch (SQLException e) {
            throw new RecordsException("events could not be loaded: " + e.getMessage(), e);
        }
    }

    @Override
    public Map<String, List<CallEvent>> openCalls() {
        var open = new LinkedHashMap<String, List<CallEvent>>();
        jdbi.useHandle(handle ->
                handle.createQuery("SELECT id, events FROM open_calls ORDER BY id")
                        .map((row, _) ->
                                open.put(
                                        row.getString("id"),
                                        EventCodec.decodeAll(row.getString("events"))))
                        .list());
        return open;
    }

    @Override
    public void makeDurable() {
        jdbi.useHandle(handle -> handle.execute("CHECKPOINT SYNC"));
    }

    @Override
    public List<Cdr> cdrs(CdrQuery query) {
        return jdbi.withHandle(handle -> CdrRows.select(handle, query));
    }

    @Override
    public List<CallEvent.Recorded> recordings(String call, int limit) {
        return jdbi.withHandle(handle -> RecordingTable.select(handle, call, limit));
    }

    @Override
    public List<CallEvent.Recorded> runningRecordings() {
        return jdbi.withHandle(RecordingTable::running);
    }

    @Override
    public Optional<CallEvent.Recorded> recording(String id) {
        return jdbi.withHandle(handle -> RecordingTable.find(handle, id));
    }

    @Override
    public List<CallEvent.Supervised> supervisions(String call, int limit) {
        return jdbi.withHandle(handle -> SupervisionTable.select(handle, call, limit));
    }

    Jdbi jdbi() {
        return jdbi;
    }

    /** Everything loaded is durable then. */
    @Override
    public void close() {
        pool.close();
        try (var last = direct.getConnection();
                var statement = last.createStatement()) {
            statement.execute("SHUTDOWN");
        } catch (SQLException e) {
            LOG.error("the database was not closed in order; it mends itself when it opens", e);
        }
    }

    /** One that lives in memory only, for simulations. */
    static Database inMemory(String name) throws SQLException {
        var database = pooled("jdbc:h2:mem:" + name + ";DB_CLOSE_DELAY=-1");
        database.migrate();
        return database;
    }

    private static Database openWritable(Path dataDir) throws SQLException {
        boolean existed = exists(dataDir);
        var database = pooled(url(dataDir) + ";DB_CLOSE_DELAY=-1");
        try {
            if (database.migrate() && existed) {
                LOG.error("the database in {} held nothing: it is rebuilt from the spool", dataDir);
            }
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /** Returns whether there was no table before. */
    private boolean migrate() {
        var flyway =
                Flyway.configure()
                        .dataSource(pool)
                        .locations("classpath:org/strowger/records/db/migration")
                        .load();
        return flyway.migrate().initialSchemaVersion == null;
    }

    /** Opens one plain connection first, as the pool would hide the reason of a failure. */
    private static Database pooled(String url) throws SQLException {
        var source = new JdbcDataSource();
        source.setUrl(url);
        source.setUser("sa");
        try (var first = source.getConnection()) {
            var config = new HikariConfig();
            config.setPoolName("records");
            config.setDataSource(source);
            config.setMaximumPoolSize(CONNECTIONS);
            config.setMinimumIdle(1);
            config.setReadOnly(first.isReadOnly());
            return new Database(source, new HikariDataSource(config));
        }
    }

    /**
     * {@code async:} because H2 closes its file when a thread in it is interrupted otherwise. The
     * cache in KiB: rows are written once and in order, and memory belongs to calls.
     */
    private static String url(Path dataDir) {
        return "jdbc:h2:async:"
                + dataDir.toAbsolutePath().resolve(NAME)
                + ";DB_CLOSE_ON_EXIT=FALSE;CACHE_SIZE=1024";
    }

    private static void setAside(Path dataDir, Exception reason) {
        var aside =
                dataDir.resolve("%s-damaged-%s.mv.db".formatted(NAME, STAMP.format(Instant.now())));
        try {
            Files.move(dataDir.resolve(FILE), aside);
        } catch (IOException e) {
            reason.addSuppressed(e);
            throw asRecordsException(dataDir, reason);
        }
        LOG.error(
                "the database in {} does not open: it was set aside as {} and is rebuilt from the spool",
                dataDir,
                aside.getFileName(),
                reason);
    }

    private static boolean isInUse(Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SQLException sql
                    && sql.getErrorCode() == ErrorCode.DATABASE_ALREADY_OPEN_1) {
                return true;
            }
        }
        return false;
    }

    private static RecordsException asRecordsException(Path dataDir, Exception e) {
        if (isInUse(e)) {
            return new DatabaseInUseException(dataDir, e);
        }
        if (Damage.outside(e)) {
            return new RecordsException(
                    "the database in %s cannot be read or written, and was left as it is: %s"
                            .formatted(dataDir, Damage.root(e)),
                    e);
        }
        return new RecordsException(
                "the database in %s does not open: %s".formatted(dataDir, e.getMessage()), e);
    }
}
