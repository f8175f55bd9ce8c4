#!/usr/bin/env python3
"""A deliberately naive DMS-2, standard library only: it answers each message by itself, remembers nothing, looks
at no header, and reads XML with regular expressions.

naive_dms2.py CERTIFICATE KEY AUTHORITY PEER_URL [PORT]    prints the port on which it takes messages
"""
import http.client, http.server, re, ssl, sys, threading, urllib.parse

CERTIFICATE, KEY, AUTHORITY, PEER = sys.argv[1:5]
MEDIA = "application/vnd.dm.delegation+xml"
ACCOUNT = ("<DMAcc><AppID>w7</AppID><ServerID>server-under-test</ServerID><AppAddr><Addr>http://127.0.0.1:9/dm</Addr>"
           "<AddrType>URI</AddrType></AppAddr></DMAcc>")


def message(root, session, **fields):
    content = "".join(f"<{name}>{value}</{name}>" for name, value in fields.items())
    return f"<{root}>{content.replace('<account></account>', ACCOUNT)}<sessionId>{session}</sessionId></{root}>"


def post(body):
    context = ssl.create_default_context(cafile=AUTHORITY)
    context.load_cert_chain(CERTIFICATE, KEY)
    peer = urllib.parse.urlparse(PEER)
    connection = http.client.HTTPSConnection(peer.hostname, peer.port, context=context)
    connection.request("POST", peer.path, body, {"Content-Type": MEDIA})
    connection.getresponse().read()


class Naive(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        body = self.rfile.read(int(self.headers["Content-Length"])).decode()
        root, = re.findall(r"<([a-z_]+)[\s>]", body)[:1] or [""]
        session, = re.findall(r"<sessionId>(.*?)</sessionId>", body) or [""]
        answer, then = "", None
        if root == "delegation_req":
            answer = message("delegation_resp", session, reasonCode=200, status="DELEGATION_RESP", isAcknowledged="true")
            then = message("bootstrap_confirmed", session, reasonCode=200, status="BOOTSTRAP_CONFIRMED",
                           isClientBootstapped="false", account="")
        elif root == "delegation_prepared":
            then = message("delegation_confirmed", session, reasonCode=200, status="CONFIRMED")
        elif root == "delegation_termination_req":
            answer = message("delegation_termination_ack", session, reasonCode=200, status="DEL_TERM_ACK")
            then = message("delegation_termination_resp", session, reasonCode=200, status="DEL_TERM_RESP")
        self.send_response(200 if answer else 204)
        if answer:
            self.send_header("Content-Type", MEDIA)
            self.send_header("Content-Length", str(len(answer)))
        self.end_headers()
        self.wfile.write(answer.encode())
        if then:
            threading.Thread(target=post, args=[then], daemon=True).start()

    def log_message(self, *_):
        pass


server = http.server.ThreadingHTTPServer(("127.0.0.1", int((sys.argv + ["0"])[5])), Naive)
tls = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH, cafile=AUTHORITY)
tls.load_cert_chain(CERTIFICATE, KEY)
tls.verify_mode = ssl.CERT_REQUIRED
server.socket = tls.wrap_socket(server.socket, server_side=True)
print(server.server_port, flush=True)
server.serve_forever()
