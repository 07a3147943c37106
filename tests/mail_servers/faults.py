"""Relays that fail as told, one for each case, on free ports of 127.0.0.1 (python3-aiosmtpd).

Usage: faults.py FOLDER STAGE:ACT:TIMES...
STAGE is greeting, ehlo, mail, rcpt, data, body or accept; ACT a reply code, "cut" or "stall"; the first TIMES connections that come to
that stage meet it, later ones a relay that does its duty. At "accept" a cut comes when the mail has been taken: only the reply is lost.
Prints one port a line, in the order of the cases, and ends with its standard input. Mails that were taken are FOLDER/CASE/NUMBER.
"""

import asyncio
import pathlib
import sys

from aiosmtpd.smtp import SMTP

TEXT = {"421": "4.3.2 closing", "450": "4.2.0 greylisted", "451": "4.3.0 try later", "452": "4.2.2 full",
        "550": "5.7.1 not wanted", "552": "5.3.4 too large"}


class Case:
    """One relay's fault, and what it has taken."""

    def __init__(self, folder, number, told):
        self.stage, self.act, times = told.split(":")
        self.left = int(times)
        self.folder = folder / str(number)
        self.folder.mkdir(parents=True)
        self.taken = 0

    async def handle_DATA(self, server, session, envelope):
        cut = server.fails("accept") and self.act == "cut"
        if server.failing and not cut:
            return await server.fail()
        (self.folder / f"{self.taken:04}").write_bytes(envelope.original_content)
        self.taken += 1
        if cut:
            server.transport.abort()
        return "250 taken"


class Relay(SMTP):
    """Does its duty until a stage says otherwise."""

    failing = False

    def __init__(self, case):
        super().__init__(case, hostname="relay.test")
        self.case = case
        self.greeted = False

    def fails(self, stage):
        self.failing = self.case.stage == stage and self.case.left > 0
        self.case.left -= self.failing
        return self.failing

    async def fail(self):
        """What is answered, where an answer is due."""
        if self.case.act == "cut":
            self.transport.abort()
        elif self.case.act == "stall":
            await asyncio.sleep(3600)
        return f"{self.case.act} {TEXT.get(self.case.act, '')}"

    async def duty(self, stage, duty, arg):
        if self.fails(stage):
            reply = await self.fail()
            await self.push(reply)
            if reply.startswith("421"):
                self.transport.close()
        else:
            await duty(arg)

    async def push(self, status):
        if not self.greeted:
            self.greeted = True
            if self.fails("greeting"):
                status = await self.fail()
                await super().push(status)
                self.transport.close()
                return
        await super().push(status)

    async def smtp_EHLO(self, arg):
        await self.duty("ehlo", super().smtp_EHLO, arg)

    async def smtp_MAIL(self, arg):
        await self.duty("mail", super().smtp_MAIL, arg)

    async def smtp_RCPT(self, arg):
        await self.duty("rcpt", super().smtp_RCPT, arg)

    async def smtp_DATA(self, arg):
        if self.fails("body"):
            await self.push("354 go ahead")
            await self._reader.readline()
            await self.fail()
        else:
            await self.duty("data", super().smtp_DATA, arg)


async def main(folder, cases):
    loop = asyncio.get_running_loop()
    servers = []
    for number, told in enumerate(cases):
        case = Case(folder, number, told)
        servers.append(await loop.create_server(lambda case=case: Relay(case), "127.0.0.1", 0))
    for server in servers:
        print(server.sockets[0].getsockname()[1], flush=True)
    await loop.run_in_executor(None, sys.stdin.read)


asyncio.run(main(pathlib.Path(sys.argv[1]), sys.argv[2:]))
