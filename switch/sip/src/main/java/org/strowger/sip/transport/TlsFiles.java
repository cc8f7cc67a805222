package org.strowger.sip.transport;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * What TLS works with, as PEM files.
 *
 * @param certificate ours, then those that lead to its issuer
 * @param key its private key: PKCS #8, not encrypted
 * @param clientCa issuers of clients' certificates; null when none is asked for
 * @param clientsMay whether who connects may show none; one that is shown must be of those issuers
 * @param trunkCa issuers of the certificates of trunks that we connect to; null for those that Java
 *     trusts
 */
public record TlsFiles(
        Path certificate,
        Path key,
        @Nullable Path clientCa,
        boolean clientsMay,
        @Nullable Path trunkCa) {}
