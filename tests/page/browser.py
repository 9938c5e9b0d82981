# SPDX-License-Identifier: GPL-3.0-or-later
"""A headless Chromium, spoken to through a pipe: enough of its protocol to open a page and to see what it does."""

import fcntl
import json
import os
import select
import shutil
import subprocess
import tempfile
import time

FLAGS = [
    '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
    '--disable-component-update', '--disable-sync', '--disable-dev-shm-usage', '--hide-scrollbars', '--remote-debugging-pipe',
    '--allow-file-access-from-files',
]


def find():
    return shutil.which('chromium') or shutil.which('chromium-browser')


class Browser:
    def __init__(self):
        self.profile = tempfile.mkdtemp(prefix='attest-browser-')
        to_browser, self.write_end = os.pipe()
        self.read_end, from_browser = os.pipe()

        def use_pipe_numbers():
            # The browser reads from 3 and writes to 4; the pipes' own numbers may be those, so copies are taken out of the way first.
            read = fcntl.fcntl(to_browser, fcntl.F_DUPFD, 10)
            write = fcntl.fcntl(from_browser, fcntl.F_DUPFD, 10)
            os.dup2(read, 3)
            os.dup2(write, 4)

        self.process = subprocess.Popen([find(), *FLAGS, '--user-data-dir=' + self.profile, 'about:blank'], preexec_fn=use_pipe_numbers, close_fds=False,
                                        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        os.close(to_browser)
        os.close(from_browser)
        self.buffer = b''
        self.number = 0
        self.events = []
        target = self.call('Target.createTarget', url='about:blank')['targetId']
        self.session = None
        self.session = self.call('Target.attachToTarget', targetId=target, flatten=True)['sessionId']
        for domain in ('Page', 'Runtime', 'Network'):
            self.call(domain + '.enable')
        self.call('Network.setCacheDisabled', cacheDisabled=True)
        self.call('Runtime.addBinding', name='canary')
        self.call('Page.addScriptToEvaluateOnNewDocument',
                  source='for (const name of ["alert", "confirm", "prompt", "print", "open"]) window[name] = () => canary(name);')

    def close(self):
        self.process.kill()
        self.process.wait()
        os.close(self.write_end)
        os.close(self.read_end)
        shutil.rmtree(self.profile, ignore_errors=True)

    def receive(self, timeout):
        """One message, or None after the time."""
        until = time.monotonic() + timeout
        while b'\0' not in self.buffer:
            ready, _, _ = select.select([self.read_end], [], [], max(0, until - time.monotonic()))
            if not ready:
                return None
            data = os.read(self.read_end, 1 << 20)
            if not data:
                raise RuntimeError('the browser has ended')
            self.buffer += data
        message, self.buffer = self.buffer.split(b'\0', 1)
        return json.loads(message)

    def call(self, method, timeout=60, **parameters):
        self.number += 1
        request = {'id': self.number, 'method': method, 'params': parameters}
        if getattr(self, 'session', None):
            request['sessionId'] = self.session
        os.write(self.write_end, json.dumps(request).encode() + b'\0')
        while True:
            message = self.receive(timeout)
            if message is None:
                raise RuntimeError(method + ' was not answered')
            if message.get('id') == request['id']:
                if 'error' in message:
                    raise RuntimeError(method + ': ' + message['error']['message'])
                return message['result']
            self.take(message)

    def take(self, message):
        if message.get('method') == 'Page.javascriptDialogOpening':
            self.number += 1
            reply = {'id': self.number, 'method': 'Page.handleJavaScriptDialog', 'params': {'accept': False}, 'sessionId': self.session}
            os.write(self.write_end, json.dumps(reply).encode() + b'\0')
        self.events.append(message)

    def drain(self, seconds):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            message = self.receive(until - time.monotonic())
            if message is not None:
                self.take(message)

    def wait_for(self, method, timeout=30):
        until = time.monotonic() + timeout
        while not any(event.get('method') == method for event in self.events):
            message = self.receive(until - time.monotonic())
            if message is None:
                return False
            self.take(message)
        return True

    def open(self, url):
        self.events = []
        self.call('Page.navigate', url=url)
        self.wait_for('Page.loadEventFired')

    def evaluate(self, expression):
        result = self.call('Runtime.evaluate', expression=expression, returnByValue=True, awaitPromise=True)
        if 'exceptionDetails' in result:
            raise RuntimeError(json.dumps(result['exceptionDetails']))
        return result['result'].get('value')

    def misdeeds(self, url):
        """What the page ran, loaded or went to besides itself. What its policy refused in time did not happen."""
        found = []
        refused = {event['params']['requestId'] for event in self.events
                   if event.get('method') == 'Network.loadingFailed' and event['params'].get('blockedReason') == 'csp'}
        for event in self.events:
            method, parameters = event.get('method'), event.get('params', {})
            if method == 'Runtime.bindingCalled':
                found.append('ran ' + parameters['payload'])
            elif method == 'Page.javascriptDialogOpening':
                found.append('asked ' + parameters['type'])
            elif method == 'Network.requestWillBeSent':
                address = parameters['request']['url']
                if address.split('#')[0] != url and not address.startswith('data:') and parameters['requestId'] not in refused:
                    found.append('loaded ' + address)
            elif method in ('Page.frameRequestedNavigation', 'Page.windowOpen'):
                if parameters['url'].split('#')[0] != url:
                    found.append('went to ' + parameters['url'])
        return found
