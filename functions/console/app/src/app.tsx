import { lazy, Suspense } from 'react';
import { Route, Switch } from 'wouter';
import { Broken } from './parts/broken';
import { Frame } from './parts/frame';
import { Gate } from './parts/gate';
import { Absent, Loading } from './parts/states';

const Access = lazy(() => import('./pages/access/page'));
const AccessAsk = lazy(() => import('./pages/access/ask'));
const AccessList = lazy(() => import('./pages/access/list'));
const Account = lazy(() => import('./pages/account/page'));
const Ask = lazy(() => import('./pages/ask/page'));
const Closed = lazy(() => import('./pages/closed/page'));
const Confirm = lazy(() => import('./pages/confirm/page'));
const Consent = lazy(() => import('./pages/consent/page'));
const Delegation = lazy(() => import('./pages/delegation/page'));
const Enter = lazy(() => import('./pages/enter/page'));
const Forgot = lazy(() => import('./pages/forgot/page'));
const Group = lazy(() => import('./pages/groups/group'));
const Groups = lazy(() => import('./pages/groups/page'));
const Home = lazy(() => import('./pages/home/page'));
const Invitation = lazy(() => import('./pages/invitation/page'));
const Invite = lazy(() => import('./pages/invite/page'));
const Lends = lazy(() => import('./pages/organization/lends'));
const Login = lazy(() => import('./pages/consent/login'));
const Member = lazy(() => import('./pages/members/member'));
const Members = lazy(() => import('./pages/members/page'));
const Notices = lazy(() => import('./pages/notices/page'));
const Organization = lazy(() => import('./pages/organization/page'));
const Policy = lazy(() => import('./pages/policy/page'));
const Record = lazy(() => import('./pages/record/page'));
const Removed = lazy(() => import('./pages/members/removed'));
const Request = lazy(() => import('./pages/request/page'));
const Requests = lazy(() => import('./pages/requests/page'));
const Resource = lazy(() => import('./pages/resource/page'));
const Settings = lazy(() => import('./pages/organization/settings'));
const Shared = lazy(() => import('./pages/shared/page'));
const Left = lazy(() => import('./pages/left/page'));
const SignUp = lazy(() => import('./pages/signup/page'));

/** Every address of the web client. What is inside a Gate asks to sign in and then goes on where one was. */
export function App() {
  return (
    <Frame>
      <Broken>
        <Suspense fallback={<Loading />}>
          <Switch>
            <Route path="/sign-up"><SignUp /></Route>
            <Route path="/confirm"><Confirm /></Route>
            <Route path="/invitation"><Invitation /></Route>
            <Route path="/request"><Request /></Route>
            <Route path="/forgot"><Forgot /></Route>
            <Route path="/closed"><Closed /></Route>
            <Route path="/"><Gate><Home /></Gate></Route>
            <Route path="/sign-in"><Gate><Home /></Gate></Route>
            <Route path="/enter"><Gate><Enter /></Gate></Route>
            <Route path="/notices"><Gate><Notices /></Gate></Route>
            <Route path="/requests"><Gate><Requests /></Gate></Route>
            <Route path="/requests/:organization/:delegation/:act?">
              {(at) => <Gate><Delegation {...at} /></Gate>}
            </Route>
            <Route path="/account/:part?">{(at) => <Gate><Account {...at} /></Gate>}</Route>
            <Route path="/shared"><Gate><Shared /></Gate></Route>
            <Route path="/left"><Gate><Left /></Gate></Route>
            <Route path="/organizations/:organization">{(at) => <Gate><Organization {...at} /></Gate>}</Route>
            <Route path="/organizations/:organization/requests">{(at) => <Gate><AccessList {...at} /></Gate>}</Route>
            <Route path="/organizations/:organization/requests/:request/:act?">
              {(at) => <Gate><Access {...at} /></Gate>}
            </Route>
            <Route path="/organizations/:organization/resources/:resource/request/:way?">
              {(at) => <Gate><AccessAsk {...at} /></Gate>}
            </Route>
            <Route path="/organizations/:organization/resources/:resource/opening/:assignment?">
              {(at) => <Gate><Policy {...at} /></Gate>}
            </Route>
            <Route path="/organizations/:organization/resources/:resource/logins/:credential">
              {(at) => <Gate><Login {...at} /></Gate>}
            </Route>
            <Route path="/organizations/:organization/consents/:consent">{(at) => <Gate><Consent {...at} /></Gate>}</Route>
            <Route path="/organizations/:organization/resources/:resource/:act?">
              {(at) => <Gate><Resource {...at} /></Gate>}
            </Route>
            <Route path="/organizations/:organization/delegations">{(at) => <Gate><Lends {...at} /></Gate>}</Route>
            <Route path="/organizations/:organization/delegations/:delegation/:act?">
              {(at) => <Gate><Delegation {...at} /></Gate>}
            </Route>
            <Route path="/organizations/:organization/members">{(at) => <Gate><Members {...at} /></Gate>}</Route>
            <Route path="/organizations/:organization/removed">{(at) => <Gate><Removed {...at} /></Gate>}</Route>
            <Route path="/organizations/:organization/members/:person/:act?">
              {(at) => <Gate><Member {...at} /></Gate>}
            </Route>
            <Route path="/organizations/:organization/groups">{(at) => <Gate><Groups {...at} /></Gate>}</Route>
            <Route path="/organizations/:organization/groups/:group/:act?">
              {(at) => <Gate><Group {...at} /></Gate>}
            </Route>
            <Route path="/organizations/:organization/record">{(at) => <Gate><Record {...at} /></Gate>}</Route>
            <Route path="/organizations/:organization/settings/:act?">{(at) => <Gate><Settings {...at} /></Gate>}</Route>
            <Route path="/organizations/:organization/ask">{(at) => <Gate><Ask {...at} /></Gate>}</Route>
            <Route path="/organizations/:organization/invite">{(at) => <Gate><Invite {...at} /></Gate>}</Route>
            <Route><Absent /></Route>
          </Switch>
        </Suspense>
      </Broken>
    </Frame>
  );
}
