import {
  IconBrandAdobe, IconBrandAirtable, IconBrandAmazon, IconBrandApple, IconBrandAsana, IconBrandAws, IconBrandAzure, IconBrandBitbucket,
  IconBrandBluesky, IconBrandBooking, IconBrandCampaignmonitor, IconBrandCloudflare, IconBrandDropbox, IconBrandEtsy, IconBrandFacebook,
  IconBrandFigma, IconBrandGithub, IconBrandGitlab, IconBrandGoogle, IconBrandGoogleAnalytics, IconBrandInstagram, IconBrandJira, IconBrandLinkedin,
  IconBrandMailgun, IconBrandMastodon, IconBrandMeta, IconBrandNotion, IconBrandOffice, IconBrandPaypal, IconBrandPinterest, IconBrandReddit,
  IconBrandSlack, IconBrandStripe, IconBrandTiktok, IconBrandTrello, IconBrandTripadvisor, IconBrandTwilio, IconBrandVimeo, IconBrandWix,
  IconBrandWordpress, IconBrandX, IconBrandYoutube, IconBrandZoom, type TablerIcon,
} from '@tabler/icons-react';

/** The icons of the catalogue (shared/catalogue), by the names it gives them. Any other is shown as IconWorld. */
export const icons: Record<string, TablerIcon> = {
  IconBrandAdobe, IconBrandAirtable, IconBrandAmazon, IconBrandApple, IconBrandAsana, IconBrandAws, IconBrandAzure, IconBrandBitbucket,
  IconBrandBluesky, IconBrandBooking, IconBrandCampaignmonitor, IconBrandCloudflare, IconBrandDropbox, IconBrandEtsy, IconBrandFacebook,
  IconBrandFigma, IconBrandGithub, IconBrandGitlab, IconBrandGoogle, IconBrandGoogleAnalytics, IconBrandInstagram, IconBrandJira, IconBrandLinkedin,
  IconBrandMailgun, IconBrandMastodon, IconBrandMeta, IconBrandNotion, IconBrandOffice, IconBrandPaypal, IconBrandPinterest, IconBrandReddit,
  IconBrandSlack, IconBrandStripe, IconBrandTiktok, IconBrandTrello, IconBrandTripadvisor, IconBrandTwilio, IconBrandVimeo, IconBrandWix,
  IconBrandWordpress, IconBrandX, IconBrandYoutube, IconBrandZoom,
};
