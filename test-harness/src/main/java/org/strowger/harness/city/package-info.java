/**
 * The simulated city: the whole switch in one thread, on a simulated clock, network, disk and
 * store, with callers, agents and a carrier as actors. The same seed gives the same run on every
 * machine.
 *
 * <p>Start with {@link org.strowger.harness.city.City}, one day, and {@link
 * org.strowger.harness.city.CitySettings}, what day. {@code CitySwitch} joins the production code
 * of SIP, call control, distributor, scripts and spool with twins: {@code Network} for Netty,
 * {@code AcdTwin} for the ring, {@code CityMedia} for RTP, {@code RecordsTwin}, {@link
 * org.strowger.harness.city.CityDisk} and {@link org.strowger.harness.city.CityStore} for threads,
 * files and database. {@code Ledger} keeps the distributor's rules once more, {@code Truth} what
 * people know of their calls, and {@code Audit} compares it with the records. {@link
 * org.strowger.harness.city.Twins} is where a test plants a defect. Everything belongs to the one
 * thread.
 */
@NullMarked
package org.strowger.harness.city;

import org.jspecify.annotations.NullMarked;
