package org.strowger.harness.system;

import gov.nist.javax.sip.SipStackExt;
import gov.nist.javax.sip.clientauthutils.UserCredentials;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.sip.ClientTransaction;
import javax.sip.Dialog;
import javax.sip.DialogTerminatedEvent;
import javax.sip.IOExceptionEvent;
import javax.sip.RequestEvent;
import javax.sip.ResponseEvent;
import javax.sip.ServerTransaction;
import javax.sip.SipException;
import javax.sip.SipFactory;
import javax.sip.SipListener;
import javax.sip.SipProvider;
import javax.sip.SipStack;
import javax.sip.TimeoutEvent;
import javax.sip.TransactionTerminatedEvent;
import javax.sip.address.Address;
import javax.sip.header.CSeqHeader;
import javax.sip.header.ToHeader;
import javax.sip.message.Message;
import javax.sip.message.Request;
import javax.sip.message.Response;

/**
 * A telephone whose messages, transactions and dialogs are those of JAIN-SIP RI's own stack; the
 * switch uses of it the grammar alone.
 */
final class RiPhone implements SipListener, AutoCloseable {

    private static final long SOON_SECONDS = Loopback.SOON.toSeconds();

    /** A request that came, with the transaction that answers it; ACK has none. */
    record Asked(Request request, ServerTransaction transaction) {}

    private final BlockingQueue<Asked> requests = new LinkedBlockingQueue<>();
    private final BlockingQueue<ResponseEvent> responses = new LinkedBlockingQueue<>();
    private final List<ResponseEvent> heard = new ArrayList<>();
    private final SipFactory factory;
    private final SipStack stack;
    private final SipProvider provider;
    private final InetSocketAddress strowger;
    private final String user;
    private final String password;
    private final int port;
    private long cseq;

    RiPhone(String user, String password, int port, InetSocketAddress strowger) throws Exception {
        this.user = user;
        this.password = password;
        this.port = port;
        this.strowger = strowger;
        factory = SipFactory.getInstance();
        factory.setPathName("gov.nist");
        stack = factory.createSipStack(properties(user + '-' + port));
        provider = stack.createSipProvider(stack.createListeningPoint("127.0.0.1", port, "udp"));
        provider.addSipListener(this);
    }

    private static Properties properties(String name) {
        var properties = new Properties();
        properties.setProperty("javax.sip.STACK_NAME", name);
        properties.setProperty("gov.nist.javax.sip.STACK_LOGGER", RiLog.OfStack.class.getName());
        properties.setProperty(
                "gov.nist.javax.sip.SERVER_LOGGER", RiLog.OfMessages.class.getName());
        return properties;
    }

    /** Registers with its password. */
    void register() throws Exception {
        var request = request(Request.REGISTER, "sip:" + host(), user);
        request.setHeader(factory.createHeaderFactory().createExpiresHeader(600));
        var first = provider.getNewClientTransaction(request);
        first.sendRequest();
        var challenge = awaitResponse(401, Request.REGISTER);
        authorized(challenge).sendRequest();
        awaitResponse(200, Request.REGISTER);
    }

    /** The request once more, with the answer to its challenge. */
    private ClientTransaction authorized(ResponseEvent challenge) throws Exception {
        var credentials =
                new UserCredentials() {
                    @Override
                    public String getUserName() {
                        return user;
                    }

                    @Override
                    public String getPassword() {
                        return password;
                    }

                    @Override
                    public String getSipDomain() {
                        return "strowger";
                    }
                };
        return ((SipStackExt) stack)
                .getAuthenticationHelper((_, _) -> credentials, factory.createHeaderFactory())
                .handleChallenge(
                        challenge.getResponse(), challenge.getClientTransaction(), provider, 5);
    }

    /** Calls a number with an offer. */
    ClientTransaction dial(String number, String sdp) throws Exception {
        var request = request(Request.INVITE, "sip:" + number + '@' + host(), number);
        setSdp(request, sdp);
        var invite = provider.getNewClientTransaction(request);
        invite.sendRequest();
        return invite;
    }

    private Request request(String method, String uri, String to) throws Exception {
        var headers = factory.createHeaderFactory();
        var addresses = factory.createAddressFactory();
        var via = headers.createViaHeader("127.0.0.1", port, "udp", null);
        var us = addresses.createAddress("sip:" + user + '@' + host());
        cseq++;
        var request =
                factory.createMessageFactory()
                        .createRequest(
                                addresses.createURI(uri),
                                method,
                                provider.getNewCallId(),
                                headers.createCSeqHeader(cseq, method),
                                headers.createFromHeader(us, RawPeer.token()),
                                headers.createToHeader(
                                        addresses.createAddress("sip:" + to + '@' + host()), null),
                                List.of(via),
                                headers.createMaxForwardsHeader(70));
        request.addHeader(headers.createContactHeader(contact()));
        return request;
    }

    private Address contact() throws Exception {
        return factory.createAddressFactory()
                .createAddress("<sip:%s@127.0.0.1:%d>".formatted(user, port));
    }

    private String host() {
        return strowger.getHostString() + ':' + strowger.getPort();
    }

    private void setSdp(Message message, String sdp) throws Exception {
        message.setContent(
                sdp, factory.createHeaderFactory().createContentTypeHeader("application", "sdp"));
    }

    /** PCMU; the line is sendrecv or another direction. */
    static String sdp(int version, String direction) {
        return "v=0\r\no=- 7 "
                + version
                + " IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
                + "m=audio 40020 RTP/AVP 0\r\na=rtpmap:0 PCMU/8000\r\na="
                + direction
                + "\r\n";
    }

    /** Answers a call after it rang. */
    Dialog answer(Asked invite) throws Exception {
        respond(invite, 180);
        var ok = response(invite, 200);
        setSdp(ok, sdp(1, "sendrecv"));
        invite.transaction().sendResponse(ok);
        return invite.transaction().getDialog();
    }

    void respond(Asked asked, int status) throws Exception {
        asked.transaction().sendResponse(response(asked, status));
    }

    private Response response(Asked asked, int status) throws Exception {
        var response = factory.createMessageFactory().createResponse(status, asked.request());
        var to = (ToHeader) response.getHeader(ToHeader.NAME);
        if (to.getTag() == null) {
            to.setTag(user + port);
        }
        response.addHeader(factory.createHeaderFactory().createContactHeader(contact()));
        return response;
    }

    /** Acknowledges a 2xx of an INVITE. */
    static void acknowledge(ResponseEvent ok) throws Exception {
        var dialog = ok.getDialog();
        var number = ((CSeqHeader) ok.getResponse().getHeader(CSeqHeader.NAME)).getSeqNumber();
        dialog.sendAck(dialog.createAck(number));
    }

    /** A request inside a dialog, with an offer or without. */
    void ask(Dialog dialog, String method, String sdp) throws Exception {
        var request = dialog.createRequest(method);
        if (!sdp.isEmpty()) {
            setSdp(request, sdp);
        }
        dialog.sendRequest(provider.getNewClientTransaction(request));
    }

    void cancel(ClientTransaction invite) throws Exception {
        provider.getNewClientTransaction(invite.createCancel()).sendRequest();
    }

    /** The first response of that status to that method; others may come before it or after. */
    ResponseEvent awaitResponse(int status, String method) throws InterruptedException {
        while (true) {
            for (var event : heard) {
                var response = event.getResponse();
                var answered = ((CSeqHeader) response.getHeader(CSeqHeader.NAME)).getMethod();
                if (response.getStatusCode() == status && answered.equals(method)) {
                    heard.remove(event);
                    return event;
                }
            }
            var next = responses.poll(SOON_SECONDS, TimeUnit.SECONDS);
            if (next == null) {
                throw new AssertionError("no %d to %s".formatted(status, method));
            }
            heard.add(next);
        }
    }

    /** The next request, which must be that one. */
    Asked awaitRequest(String method) throws InterruptedException {
        var asked = requests.poll(SOON_SECONDS, TimeUnit.SECONDS);
        if (asked == null || !asked.request().getMethod().equals(method)) {
            throw new AssertionError("not " + method + ": " + asked);
        }
        return asked;
    }

    @Override
    public void processRequest(RequestEvent event) {
        var request = event.getRequest();
        var transaction = event.getServerTransaction();
        try {
            if (transaction == null && !request.getMethod().equals(Request.ACK)) {
                transaction = provider.getNewServerTransaction(request);
            }
        } catch (SipException e) {
            throw new IllegalStateException(e);
        }
        requests.add(new Asked(request, transaction));
    }

    @Override
    public void processResponse(ResponseEvent event) {
        responses.add(event);
    }

    @Override
    public void processTimeout(TimeoutEvent event) {}

    @Override
    public void processIOException(IOExceptionEvent event) {}

    @Override
    public void processTransactionTerminated(TransactionTerminatedEvent event) {}

    @Override
    public void processDialogTerminated(DialogTerminatedEvent event) {}

    @Override
    public void close() {
        stack.stop();
    }
}
